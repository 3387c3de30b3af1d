package io.perch.connector.aws;

import io.perch.connector.credential.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests to one service in one region by AWS Signature Version 4, as AWS's own SDK does. */
public final class SigV4 {

    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
    /** Of all headers of a signed request, those that the signature brings. */
    private static final Set<String> ADDED = Set.of("authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    /** A body that the signature does not cover, by the connector's own wish. */
    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    /** S3 alone takes the path as it is. */
    private static final String S3 = "s3";

    private final AwsCredentialsIdentity identity;
    private final String service;
    private final String region;
    private final InstantSource clock;

    public SigV4(AwsCredentials credentials, String service, String region, InstantSource clock) {
        String accessKey = credentials.accessKey().reveal();
        String secretKey = credentials.secretKey().reveal();
        this.identity = credentials.sessionToken().map(Secret::reveal)
                .<AwsCredentialsIdentity>map(token -> AwsSessionCredentialsIdentity.create(accessKey, secretKey, token))
                .orElseGet(() -> AwsCredentialsIdentity.create(accessKey, secretKey));
        this.service = service;
        this.region = region;
        this.clock = clock;
    }

    /** Headers to set on {@code request}, in place of any of the same name in whatever case. */
    public Map<String, String> sign(AwsRequest request) {
        boolean unsigned = request.headers().entrySet().stream().anyMatch(header ->
                header.getKey().equalsIgnoreCase(CONTENT_HASH) && header.getValue().equals(UNSIGNED_PAYLOAD));
        boolean tidyPath = !S3.equals(service);
        SdkHttpRequest signed = SIGNER.sign(SignRequest.builder(identity)
                .request(unsigned(request))
                .payload(ContentStreamProvider.fromByteArray(request.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, tidyPath)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, tidyPath)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !unsigned)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock.withZone(ZoneOffset.UTC))
                .build()).request();
        Map<String, String> added = new LinkedHashMap<>();
        signed.forEachHeader((name, values) -> {
            if (ADDED.contains(name.toLowerCase(Locale.ROOT))) {
                added.put(name, values.getFirst());
            }
        });
        return added;
    }

    /** What a connector says of a signature is not believed: it is made here. */
    private static SdkHttpRequest unsigned(AwsRequest request) {
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(request.method()))
                .uri(URI.create(request.url()));
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!ADDED.contains(lower) && !lower.equals("host")) {
                unsigned.putHeader(name, value);
            }
        });
        return unsigned.build();
    }
}
