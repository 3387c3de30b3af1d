package io.perch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Provider.Asked;
import io.perch.testing.SigV4Verifier.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against signatures that AWS published: its test suite for Signature Version 4, and the example of its documentation. */
class SigV4VerifierTest {

    private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
    private static final Account ACCOUNT = new Account("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
    private static final String VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    private static final SigV4Verifier AWS = new SigV4Verifier(ACCOUNT, "service", "us-east-1");

    @ParameterizedTest
    @CsvSource({
        "get-vanilla,                      GET,  /, "
                + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "post-vanilla,                     POST, /, "
                + "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "get-vanilla-query-order-key-case, GET,  /?Param2=value2&Param1=value1, "
                + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "get-vanilla-utf8-query,           GET,  /?%E1%88%B4=bar, "
                + "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "get-utf8,                         GET,  /ሴ, "
                + "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        "get-relative-normalized,          GET,  /example/.., "
                + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"})
    void whatAwsSignedIsRight(String name, String method, String path, String signature) {
        assertThat(AWS.fault(vanilla(method, path, signature), THEN)).isEmpty();
    }

    @Test
    void theExampleOfTheDocumentationIsRight() {
        Asked listUsers = asked("GET", "/?Action=ListUsers&Version=2010-05-08", "", Map.of(
                "content-type", "application/x-www-form-urlencoded; charset=utf-8", "host", "iam.amazonaws.com",
                "authorization", authorization("iam", "content-type;host;x-amz-date",
                        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")));

        assertThat(new SigV4Verifier(ACCOUNT, "iam", "us-east-1").fault(listUsers, THEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST | /       | signature is",
        "GET  | /x      | signature is",
        "GET  | /?a=b   | signature is"})
    void aRequestThatWasChangedIsRefused(String method, String path, String fault) {
        assertThat(AWS.fault(vanilla(method, path, VANILLA), THEN)).get().asString().startsWith(fault);
    }

    @Test
    void whatElseIsWrongIsSaid() {
        Asked right = vanilla("GET", "/", VANILLA);

        assertThat(AWS.fault(asked("GET", "/", "body", right.headers()), THEN)).get().asString().startsWith("signature is");
        assertThat(AWS.fault(with(right, "x-amz-meta", "1"), THEN)).contains("not signed: [x-amz-meta]");
        assertThat(AWS.fault(with(right, "x-amz-security-token", "t"), THEN)).contains("wrong x-amz-security-token");
        assertThat(AWS.fault(with(right, "authorization", "Bearer x"), THEN)).get().asString()
                .startsWith("Authorization is none");
        assertThat(AWS.fault(right, THEN.plus(Duration.ofMinutes(6)))).get().asString().startsWith("signed at");
        assertThat(fault("service", "eu-west-1", ACCOUNT, right)).contains("signed for us-east-1/service");
        assertThat(fault("service", "us-east-1", new Account("OTHER", "s", null), right))
                .contains("unknown access key AKIDEXAMPLE");
        assertThat(fault("service", "us-east-1", new Account("AKIDEXAMPLE", "s", null), right)).get().asString()
                .startsWith("signature is");
    }

    private static Optional<String> fault(String service, String region, Account account, Asked asked) {
        return new SigV4Verifier(account, service, region).fault(asked, THEN);
    }

    private static Asked vanilla(String method, String path, String signature) {
        return asked(method, path, "", Map.of("host", "example.amazonaws.com",
                "authorization", authorization("service", "host;x-amz-date", signature)));
    }

    private static String authorization(String service, String names, String signature) {
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/%s/aws4_request, SignedHeaders=%s, Signature=%s"
                .formatted(service, names, signature);
    }

    private static Asked with(Asked asked, String name, String value) {
        Map<String, String> headers = new TreeMap<>(asked.headers());
        headers.put(name, value);
        return asked(asked.method(), asked.path(), asked.body(), headers);
    }

    private static Asked asked(String method, String path, String body, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("x-amz-date", "20150830T123600Z");
        return new Asked(method, path, all, body);
    }
}
