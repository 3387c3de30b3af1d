package io.perch.connector.aws;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * AWS Signature Version 4 in the header Authorization, for one identity, service and region (the algorithm:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). Signed are all headers of the
 * request except those that a proxy may touch. Thread-safe; derives its signing key once a day.
 */
public final class SigV4 {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String AUTHORIZATION = "Authorization";
    private static final String DATE = "X-Amz-Date";
    private static final String TOKEN = "X-Amz-Security-Token";
    private static final String CONTENT_HASH = "X-Amz-Content-Sha256";
    /** A body that the signature does not cover, by the caller's own wish. */
    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    /** The first are made here, whatever the request says; the others do not arrive as they were sent. */
    private static final Set<String> NOT_TAKEN = Set.of("authorization", "host", "x-amz-date", "x-amz-security-token",
            "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id");
    private static final int DAY = "yyyyMMdd".length();
    /** S3 alone takes the path as it is, and wants the hash of the body in a header. */
    private static final String S3 = "s3";

    private final AwsCredentials credentials;
    private final Scope scope;
    private final InstantSource clock;
    private volatile SigningKey key;

    public SigV4(AwsCredentials credentials, String service, String region, InstantSource clock) {
        this(credentials, new Scope(region, service, !S3.equals(service)), clock);
    }

    SigV4(AwsCredentials credentials, Scope scope, InstantSource clock) {
        this.credentials = credentials;
        this.scope = scope;
        this.clock = clock;
    }

    /** Headers to set on {@code request}, in place of any of the same name in whatever case. */
    public Map<String, String> sign(AwsRequest request) {
        String time = TIME.format(clock.instant());
        Map<String, String> signed = lowerCase(request.headers());
        String payload = payload(request, signed);
        Map<String, String> added = added(time, signed, payload);
        added.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
        signed.put("host", request.host());
        added.put(AUTHORIZATION, authorization(time, CanonicalRequest.of(request, signed, payload, scope.tidyPath)));
        return added;
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> named = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NOT_TAKEN.contains(lower)) {
                named.put(lower, value);
            }
        });
        return named;
    }

    private static String payload(AwsRequest request, Map<String, String> headers) {
        return UNSIGNED_PAYLOAD.equals(headers.get(CanonicalRequest.CONTENT_HASH))
                ? UNSIGNED_PAYLOAD : Digests.hex(Digests.sha256(request.body()));
    }

    private Map<String, String> added(String time, Map<String, String> headers, String payload) {
        Map<String, String> added = new LinkedHashMap<>();
        added.put(DATE, time);
        credentials.sessionToken().ifPresent(token -> added.put(TOKEN, token.reveal()));
        // blueprints of ML Commons say "x-amz-content-sha256": "required", which the SDK of AWS takes as an order to compute it
        if (S3.equals(scope.service) || headers.containsKey(CanonicalRequest.CONTENT_HASH)) {
            added.put(CONTENT_HASH, payload);
        }
        return added;
    }

    private String authorization(String time, CanonicalRequest request) {
        SigningKey signer = key(time.substring(0, DAY));
        String toSign = SigningKey.ALGORITHM + "\n" + time + "\n" + signer.scope() + "\n" + request.hash();
        return SigningKey.ALGORITHM + " Credential=" + credentials.accessKey().reveal() + "/" + signer.scope()
                + ", SignedHeaders=" + request.signedHeaders()
                + ", Signature=" + Digests.hex(Digests.hmac(signer.bytes(), toSign.getBytes(StandardCharsets.UTF_8)));
    }

    private SigningKey key(String day) {
        SigningKey known = key;
        if (known == null || !known.day().equals(day)) {
            known = SigningKey.of(credentials.secretKey(), day, scope.region, scope.service);
            key = known;
        }
        return known;
    }

    /** @param tidyPath see {@link CanonicalRequest#of} */
    record Scope(String region, String service, boolean tidyPath) {
    }
}
