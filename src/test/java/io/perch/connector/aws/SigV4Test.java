package io.perch.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.connector.credential.Secret;
import io.perch.testing.Provider.Asked;
import io.perch.testing.SigV4Verifier;
import io.perch.testing.SigV4Verifier.Account;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Judged by a {@link SigV4Verifier}, and by what AWS published (aws-sig-v4-test-suite, as in awslabs/aws-c-auth). */
class SigV4Test {

    private static final Instant THEN = Instant.parse("2015-08-30T12:36:00Z");
    private static final Secret ACCESS_KEY = Secret.of("AKIDEXAMPLE");
    private static final Secret SECRET_KEY = Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final AwsCredentials EXAMPLE = new AwsCredentials(ACCESS_KEY, SECRET_KEY, Optional.empty());
    private static final String URL = "https://example.amazonaws.com";
    private static final byte[] NOTHING = {};

    @Test
    void signsAsAwsPublished() {
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Content-Length", "13",
                "x-amz-content-sha256", "required");

        Map<String, String> added = signer(EXAMPLE).sign(new AwsRequest("POST", URL + "/", headers,
                "Param1=value1".getBytes(StandardCharsets.UTF_8)));

        assertThat(added).as("post-x-www-form-urlencoded").containsOnly(
                Map.entry("X-Amz-Date", "20150830T123600Z"),
                Map.entry("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
                Map.entry("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=content-length;content-type;host;x-amz-content-sha256;x-amz-date, "
                        + "Signature=d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"));
    }

    /** A model's ARN in a path of Bedrock: %2F on the wire is one character of the name, and is encoded once more. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/?Param2=value2&Param1=value1", "/?b=2&a=2&a=1&c=%41", "/?%E1%88%B4=bar", "/?a", "/?a=b%3Dc",
        "/-._~0123456789", "/model/arn%3Aaws%2Fx/converse", "/model/claude-v2:1/invoke", "/example/..", "/./example",
        "/example%20space/", ":8443/x"})
    void anyUrlIsSignedSoThatAwsTakesIt(String target) {
        assertThat(fault(EXAMPLE, new AwsRequest("POST", URL + target, Map.of("Content-Type", "application/json"),
                "{}".getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }

    @Test
    void headersOfTheConnectorAreSigned() {
        assertThat(fault(EXAMPLE, new AwsRequest("GET", URL, Map.of("My-Header1", " value1", "MY-HEADER2", "a,b",
                "X-Amz-Meta", "x"), NOTHING))).isEmpty();
    }

    @Test
    void theTokenOfASessionGoesAlong() {
        AwsCredentials session = session("AQoDYXdzEPT//////////wEXAMPLE==");

        assertThat(fault(session, new AwsRequest("GET", URL, Map.of(), NOTHING))).isEmpty();
    }

    @Test
    void whatDoesNotArriveAsItWasSentIsNotSigned() {
        Map<String, String> headers = Map.of("User-Agent", "perch", "Connection", "close", "Expect", "100-continue",
                "Transfer-Encoding", "chunked", "X-Amzn-Trace-Id", "x");

        assertThat(signer(EXAMPLE).sign(new AwsRequest("GET", URL, headers, NOTHING)).get("Authorization"))
                .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date,");
    }

    @Test
    void takesNoDateHostOrSignatureFromTheRequest() {
        Map<String, String> headers = Map.of("authorization", "Bearer x", "HOST", "other", "x-amz-date", "19700101T000000Z",
                "x-amz-security-token", "y");

        assertThat(signer(EXAMPLE).sign(new AwsRequest("GET", URL, headers, NOTHING)))
                .isEqualTo(signer(EXAMPLE).sign(new AwsRequest("GET", URL, Map.of(), NOTHING)));
    }

    @Test
    void aBodyMayGoUnsigned() {
        AwsRequest request = new AwsRequest("PUT", URL, Map.of("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"), NOTHING);

        assertThat(signer(EXAMPLE).sign(request)).containsEntry("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    }

    @ParameterizedTest
    @CsvSource({"s3, false", "bedrock, true"})
    void onlyS3TakesAPathAsItIs(String service, boolean tidy) {
        SigV4 signer = new SigV4(EXAMPLE, service, "us-east-1", InstantSource.fixed(THEN));

        boolean same = signer.sign(new AwsRequest("GET", URL + "/a/./b", Map.of(), NOTHING))
                .equals(signer.sign(new AwsRequest("GET", URL + "/a/b", Map.of(), NOTHING)));

        assertThat(same).isEqualTo(tidy);
    }

    @Test
    void takesANewKeyEachDay() {
        Instant[] now = {THEN};
        SigV4 signer = new SigV4(EXAMPLE, "bedrock", "eu-west-1", () -> now[0]);
        AwsRequest request = new AwsRequest("GET", URL, Map.of(), NOTHING);
        signer.sign(request);
        now[0] = THEN.plus(Duration.ofDays(1));

        assertThat(signer.sign(request).get("Authorization")).contains("/20150831/eu-west-1/bedrock/aws4_request")
                .isEqualTo(new SigV4(EXAMPLE, "bedrock", "eu-west-1", () -> now[0]).sign(request).get("Authorization"));
    }

    @Test
    void leavesTheRequestAlone() {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
        byte[] body = {1, 2, 3};

        signer(EXAMPLE).sign(new AwsRequest("POST", URL, headers, body));

        assertThat(headers).isEqualTo(Map.of("Content-Type", "application/json"));
        assertThat(body).containsExactly(1, 2, 3);
    }

    @Test
    void credentialsDoNotShow() {
        assertThat(session("token-123456")).asString().doesNotContain("wJalr", "AKID", "123456");
    }

    private static SigV4 signer(AwsCredentials credentials) {
        return new SigV4(credentials, "service", "us-east-1", InstantSource.fixed(THEN));
    }

    private static AwsCredentials session(String token) {
        return new AwsCredentials(ACCESS_KEY, SECRET_KEY, Optional.of(Secret.of(token)));
    }

    /** What AWS would say of the request as it arrives. */
    private static Optional<String> fault(AwsCredentials credentials, AwsRequest request) {
        URI url = URI.create(request.url());
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.strip()));
        signer(credentials).sign(request).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.put("host", url.getRawAuthority());
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        Asked asked = new Asked(request.method(), url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(), headers,
                new String(request.body(), StandardCharsets.UTF_8));
        return new SigV4Verifier(new Account(ACCESS_KEY.reveal(), SECRET_KEY.reveal(),
                credentials.sessionToken().map(Secret::reveal).orElse(null)), "service", "us-east-1").fault(asked, THEN);
    }
}
