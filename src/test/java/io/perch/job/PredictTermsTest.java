package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a caller waits and which lane he waits in, said by headers. */
@QuarkusTest
@WithTestResource(Servers.class)
class PredictTermsTest {

    private static final String HELLO = "{\"text_docs\": [\"hello\"]}";

    private String model;

    @BeforeEach
    void deployed() {
        model = SharedModels.embedding();
    }

    @Test
    void whoHasNoTimeIsToldSo() {
        String many = "{\"text_docs\": [\"" + String.join("\",\"", Collections.nCopies(1000, "hello ".repeat(400))) + "\"]}";

        Refusal.of(predict("X-Perch-Timeout", "1ms", many)).is(504, "status_exception", "deadline_exceeded")
                .says("of 1000 texts waited");
        assertThat(predict("X-Perch-Timeout", "30s", HELLO).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "10", "-1s", "1.5s"})
    void aTimeoutIsATimeValue(String value) {
        Refusal.of(predict("X-Perch-Timeout", value, HELLO)).isInvalid()
                .says("failed to parse [X-Perch-Timeout] with value [" + value + "] as a time value");
    }

    @Test
    void aTimeoutHasABound() {
        Refusal.of(predict("X-Perch-Timeout", "11m", HELLO)).isInvalid().says("600 s at most, but 660 s were asked for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bulk", "BULK", "interactive"})
    void eitherLaneAnswersTheSame(String lane) {
        Response answer = predict("X-Perch-Priority", lane, HELLO);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Object>path("inference_results")).isEqualTo(predict("X-Other", "", HELLO).path("inference_results"));
    }

    @Test
    void thereAreTwoLanes() {
        Refusal.of(predict("X-Perch-Priority", "urgent", HELLO)).isInvalid()
                .says("failed to parse [X-Perch-Priority] with value [urgent]");
    }

    private Response predict(String header, String value, String body) {
        return given().contentType(ContentType.JSON).header(header, value).body(body)
                .post("/_plugins/_ml/models/" + model + "/_predict");
    }
}
