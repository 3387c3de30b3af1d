package io.perch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3UrlTest {

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/a/b.jsonl, us-east-1, https://bucket.s3.us-east-1.amazonaws.com/a/b.jsonl",
        "S3://my.bucket/a, eu-west-1, https://s3.eu-west-1.amazonaws.com/my.bucket/a",
        "s3://Old_Bucket/a, eu-west-1, https://s3.eu-west-1.amazonaws.com/Old_Bucket/a",
        "s3://bucket/a b+c?d#\u00e4%, cn-north-1, https://bucket.s3.cn-north-1.amazonaws.com.cn/a%20b%2Bc%3Fd%23%C3%A4%25"})
    void whereAmazonHasIt(String url, String region, String endpoint) {
        assertThat(S3Url.of(url).orElseThrow().endpoint(region, null).url()).isEqualTo(endpoint);
    }

    @Test
    void whereAnotherStoreHasIt() {
        assertThat(S3Url.of("s3://bucket/a/b").orElseThrow().endpoint("any-where", URI.create("http://minio:9000/")).url())
                .isEqualTo("http://minio:9000/bucket/a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket", "s3://bucket/", "s3:///key", "https://bucket/key", "s3://b@evil.com/key",
        "s3://b:1/key", "s3://bucket/a/../b", "s3://bucket/./b", "s3://-b/key", ""})
    void whatIsNone(String url) {
        assertThat(S3Url.of(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.com/", "us-east-1.evil.com", "US-EAST-1", "", "u", "us east"})
    void whatIsNoRegion(String region) {
        assertThat(S3Url.REGION.matcher(region).matches()).isFalse();
    }
}
