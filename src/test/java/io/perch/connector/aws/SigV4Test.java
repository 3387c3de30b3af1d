package io.perch.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.connector.credential.Secret;
import io.perch.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected signatures are those of AWS's own test suite for Signature Version 4 (aws-sig-v4-test-suite, as in
 * tests/aws-signing-test-suite/v4 of awslabs/aws-c-auth): the request named, by AKIDEXAMPLE, at 12:36 of 30 August 2015.
 */
class SigV4Test {

    private static final InstantSource THEN = InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));
    private static final AwsCredentials EXAMPLE = new AwsCredentials(Secret.of("AKIDEXAMPLE"),
            Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), Optional.empty());
    private static final String HOST = "example.amazonaws.com";
    private static final byte[] NOTHING = {};

    @Test
    void writesTheWholeHeader() {
        Map<String, String> added = signer(EXAMPLE).sign(get("/", null));

        assertThat(added).containsOnly(
                Map.entry("X-Amz-Date", "20150830T123600Z"),
                Map.entry("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=host;x-amz-date, "
                        + "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "get-vanilla,                     /, , 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "no path at all,                  '', , 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-vanilla-query,               /, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-vanilla-empty-query-key,     /, Param1=value1, a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        "get-vanilla-query-order-key-case, /, Param2=value2&Param1=value1, "
                + "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "get-vanilla-query-order-encoded, /, Param-3=Value3&Param=Value2&%E1%88%B4=Value1, "
                + "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        "get-vanilla-query-unreserved,    /, -._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz="
                + "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz, "
                + "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        "get-vanilla-utf8-query,          /, ሴ=bar, 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "get-vanilla-utf8-query encoded,  /, %E1%88%B4=bar, 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        "get-utf8,                        /ሴ, , 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        "get-unreserved,                  /-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz, , "
                + "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        "get-space-normalized,            '/example space/', , 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
        "get-relative-normalized,         /example/.., , 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-relative-relative-normalized, /example1/example2/../.., , "
                + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slash-pointless-dot-normalized, /./example, , ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
        "get-slashes-normalized,          //example//, , 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"})
    void signsPathsAndQueries(String name, String path, String query, String signature) {
        assertThat(signature(signer(EXAMPLE).sign(get(path, query)))).isEqualTo(signature);
    }

    /** As S3 has it, and no other service. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "get-relative-relative-unnormalized, /example1/example2/../.., "
                + "dc33e0856fd4baca4d7aa2146c38958283844764f38c74252a333df5e613003b",
        "get-slash-pointless-dot-unnormalized, /./example, "
                + "beb03f223f7deae4146464f06e29eebbee9c8afbe15c290cf07aa8b119e14cff",
        "get-slashes-unnormalized, //example//, 87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5",
        "get-space-unnormalized, /example space/, 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"})
    void signsPathsAsTheyAre(String name, String path, String signature) {
        SigV4 signer = new SigV4(EXAMPLE, new SigV4.Scope("us-east-1", "service", false), THEN);

        assertThat(signature(signer.sign(get(path, null)))).isEqualTo(signature);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "get-header-key-duplicate, 'value2,value2,value1', "
                + "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        "get-header-value-order, 'value4,value1,value3,value2', "
                + "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        "get-header-value-multiline, 'value1,value2,value3', "
                + "ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790"})
    void signsRepeatedHeaders(String name, String values, String signature) {
        AwsRequest request = new AwsRequest("GET", HOST, "/", null, Map.of("My-Header1", values), NOTHING);

        assertThat(signature(signer(EXAMPLE).sign(request))).isEqualTo(signature);
    }

    @Test
    void trimsHeaders() {
        Map<String, String> trim = Map.of("My-Header1", " value1", "My-Header2", " \"a   b   c\"");

        assertThat(signature(signer(EXAMPLE).sign(new AwsRequest("GET", HOST, "/", null, trim, NOTHING))))
                .as("get-header-value-trim").isEqualTo("acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
    }

    @ParameterizedTest
    @CsvSource({"My-Header1", "MY-HEADER1", "my-header1"})
    void signsHeadersOfAnyCase(String name) {
        AwsRequest request = new AwsRequest("POST", HOST, "/", null, Map.of(name, "value1"), NOTHING);

        assertThat(signature(signer(EXAMPLE).sign(request)))
                .as("post-header-key-sort").isEqualTo("c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c");
    }

    @Test
    void signsPosts() {
        AwsRequest vanilla = new AwsRequest("POST", HOST, "/", null, Map.of(), NOTHING);
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Content-Length", "13",
                "x-amz-content-sha256", "required");
        AwsRequest form = new AwsRequest("POST", HOST, "/", null, headers, "Param1=value1".getBytes(StandardCharsets.UTF_8));

        Map<String, String> added = signer(EXAMPLE).sign(form);

        assertThat(signature(signer(EXAMPLE).sign(vanilla)))
                .as("post-vanilla").isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
        assertThat(added.get("X-Amz-Content-Sha256"))
                .isEqualTo("9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e");
        assertThat(added.get("Authorization"))
                .contains("SignedHeaders=content-length;content-type;host;x-amz-content-sha256;x-amz-date, ");
        assertThat(signature(added))
                .as("post-x-www-form-urlencoded").isEqualTo("d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b");
    }

    @Test
    void signsTheTokenOfASession() {
        String token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
        String longer = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIY"
                + "RqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDv"
                + "p75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOL"
                + "n9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
        AwsRequest post = new AwsRequest("POST", HOST, "/", null, Map.of(), NOTHING);

        Map<String, String> added = signer(session(token)).sign(get("/", null));

        assertThat(added).containsEntry("X-Amz-Security-Token", token);
        assertThat(signature(added)).as("get-vanilla-with-session-token")
                .isEqualTo("07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
        assertThat(signature(signer(session(longer)).sign(post))).as("post-sts-header-before")
                .isEqualTo("85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    }

    /** A model's ARN in a path of Bedrock: %2F on the wire is one character of the name, and is encoded once more. */
    @Test
    void encodesEncodedPathsOnceMore() {
        assertThat(CanonicalUri.path("/model/arn%3Aaws%2Fx/converse")).isEqualTo("/model/arn%253Aaws%252Fx/converse");
        assertThat(CanonicalUri.path("/model/claude-v2:1/invoke")).isEqualTo("/model/claude-v2%3A1/invoke");
        assertThat(CanonicalUri.pathAsItIs("/bucket/a%2Fb%20c//d")).isEqualTo("/bucket/a%2Fb%20c//d");
        assertThat(CanonicalUri.pathAsItIs("")).isEqualTo("/");
    }

    @Test
    void sortsQueriesByNameThenValue() {
        assertThat(CanonicalUri.query("b=2&a=2&a=1&a&=x&&c=%41%zz%2f+%7e")).isEqualTo("=x&a=&a=1&a=2&b=2&c=A%25zz%2F%2B~");
        assertThat(CanonicalUri.query("a=b=c")).isEqualTo("a=b%3Dc");
    }

    @Test
    void doesNotSignWhatDoesNotArriveAsItWasSent() {
        Map<String, String> headers = Map.of("User-Agent", "perch", "Connection", "close", "Expect", "100-continue",
                "Transfer-Encoding", "chunked", "X-Amzn-Trace-Id", "x");

        assertThat(signature(signer(EXAMPLE).sign(new AwsRequest("GET", HOST, "/", null, headers, NOTHING))))
                .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void takesNoDateHostOrSignatureFromTheRequest() {
        Map<String, String> headers = Map.of("authorization", "Bearer x", "HOST", "other", "x-amz-date", "19700101T000000Z",
                "x-amz-security-token", "y");

        assertThat(signer(EXAMPLE).sign(new AwsRequest("GET", HOST, "/", null, headers, NOTHING)))
                .isEqualTo(signer(EXAMPLE).sign(get("/", null)));
    }

    @Test
    void s3WantsTheHashOfTheBody() {
        SigV4 signer = new SigV4(EXAMPLE, "s3", "us-east-1", THEN);
        AwsRequest unsigned = new AwsRequest("PUT", HOST, "/", null, Map.of("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"), NOTHING);

        assertThat(signer.sign(get("/", null))).containsEntry("X-Amz-Content-Sha256",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(signer.sign(unsigned)).containsEntry("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
    }

    @Test
    void takesANewKeyEachDay() {
        TestClock clock = new TestClock();
        SigV4 signer = new SigV4(EXAMPLE, "bedrock", "eu-west-1", clock);
        signer.sign(get("/", null));
        clock.advance(Duration.ofDays(1));

        Map<String, String> tomorrow = signer.sign(get("/", null));

        InstantSource then = InstantSource.fixed(Instant.from(SigV4.TIME.parse(tomorrow.get("X-Amz-Date"))));
        assertThat(tomorrow).isEqualTo(new SigV4(EXAMPLE, "bedrock", "eu-west-1", then).sign(get("/", null)));
        assertThat(tomorrow.get("Authorization"))
                .contains("/" + tomorrow.get("X-Amz-Date").substring(0, 8) + "/eu-west-1/bedrock/aws4_request");
    }

    @Test
    void leavesTheRequestAlone() {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", "application/json"));
        byte[] body = {1, 2, 3};

        signer(EXAMPLE).sign(new AwsRequest("POST", HOST, "/", null, headers, body));

        assertThat(headers).isEqualTo(Map.of("Content-Type", "application/json"));
        assertThat(body).containsExactly(1, 2, 3);
    }

    @Test
    void credentialsDoNotShow() {
        assertThat(session("token-123456")).asString().doesNotContain("wJalr", "AKID", "123456");
    }

    private static SigV4 signer(AwsCredentials credentials) {
        return new SigV4(credentials, "service", "us-east-1", THEN);
    }

    private static AwsCredentials session(String token) {
        return new AwsCredentials(EXAMPLE.accessKey(), EXAMPLE.secretKey(), Optional.of(Secret.of(token)));
    }

    private static AwsRequest get(String path, String query) {
        return new AwsRequest("GET", HOST, path, query, Map.of(), NOTHING);
    }

    private static String signature(Map<String, String> added) {
        String header = added.get("Authorization");
        return header.substring(header.lastIndexOf('=') + 1);
    }
}
