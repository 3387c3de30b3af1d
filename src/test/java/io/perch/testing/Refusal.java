package io.perch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.restassured.response.Response;
import java.util.Locale;

/** What a caller reads when Perch refuses or fails: the envelope of an answer, or the end of a task. */
public record Refusal(int status, String type, String reason, String code, String hint) {

    /** Fails when the answer is no error in OpenSearch's envelope, or when its parts contradict each other. */
    public static Refusal of(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 599);
        JsonNode body = Json.read(answer.asString(), JsonNode.class);
        JsonNode error = body.path("error");
        assertThat(body.path("status").asInt()).as(answer.asString()).isEqualTo(answer.statusCode());
        assertThat(error.path("root_cause").path(0).path("reason")).isEqualTo(error.path("reason"));
        assertThat(error.path("root_cause").path(0).path("type")).isEqualTo(error.path("type"));
        return new Refusal(answer.statusCode(), error.path("type").asText(), error.path("reason").asText(),
                error.path("code").asText(), error.path("hint").asText(null));
    }

    /** A task has no status and no type of its own: the catalogue gives them. */
    public static Refusal ofTask(Response task) {
        assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("FAILED");
        ErrorCode code = ErrorCode.valueOf(task.<String>path("code").toUpperCase(Locale.ROOT));
        return new Refusal(code.status(), code.type(), task.path("error"), task.path("code"), task.path("hint"));
    }

    public Refusal is(int expectedStatus, String expectedType, String expectedCode) {
        assertThat(this).extracting(Refusal::status, Refusal::type, Refusal::code)
                .as(toString()).containsExactly(expectedStatus, expectedType, expectedCode);
        return this;
    }

    /** {@code REQUEST_INVALID}, the most frequent one. */
    public Refusal isInvalid() {
        return is(400, "illegal_argument_exception", "request_invalid");
    }

    public Refusal says(String... parts) {
        assertThat(reason).contains(parts);
        return this;
    }

    public Refusal advises(String... parts) {
        assertThat(hint).isNotBlank().contains(parts);
        return this;
    }
}
