package io.perch.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BodyLimitTest.SmallBodies.class)
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
class BodyLimitTest {

    private static final String ECHO = "/_plugins/_ml/_trial/echo";
    private static final String TOO_LARGE = "{\"text\":\"" + "x".repeat(20_000) + "\"}";

    @Test
    void refusesADeclaredLengthBeforeReading() {
        given().contentType("application/json").body(TOO_LARGE).post(ECHO).then().statusCode(413)
                .body("error.type", equalTo("content_too_long_exception"))
                .body("error.code", equalTo("body_too_large"))
                .body("error.reason", equalTo("The request body has 20011 bytes, the limit is 10240 bytes"))
                .body("error.hint", equalTo("send less at once, or raise perch.http.max-body-size"));
    }

    @Test
    void refusesABodyOfUndeclaredLengthOnceItIsTooLong() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + ECHO))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LARGE.getBytes())))
                    .build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("the limit is 10240 bytes", "body_too_large");
        }
    }

    @Test
    void tellsClientsOfOpenAiInTheirShape() throws Exception {
        Refused.of(OpenAi.post("/embeddings", TOO_LARGE)).is(413, "invalid_request_error", null, "body_too_large")
                .says("The request body has 20011 bytes, the limit is 10240 bytes (send less at once");
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/embeddings"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LARGE.getBytes())))
                    .build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("{\"error\":{\"message\":\"The request body goes on, the limit is 10240 bytes");
        }
    }

    @Test
    void takesWhatIsWithinTheLimit() {
        given().contentType("application/json").body("{\"a\":\"" + "x".repeat(10_000) + "\"}").post(ECHO).then().statusCode(200);
    }

    public static class SmallBodies implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("perch.http.max-body-size", "10K");
        }
    }
}
