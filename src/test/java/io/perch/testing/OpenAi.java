package io.perch.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code /v1} as OpenAI's SDKs call it. */
public final class OpenAi {

    private OpenAi() {
    }

    public static Response get(String path) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer sk-nobody-asks").get("/v1" + path);
    }

    public static Response post(String path, String json) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer sk-nobody-asks").contentType(ContentType.JSON)
                .body(json).post("/v1" + path);
    }

    /** @param input as JSON */
    public static Response embed(String model, String input, String... members) {
        String more = members.length == 0 ? "" : ", " + String.join(", ", members);
        return post("/embeddings", "{\"model\": \"" + model + "\", \"input\": " + input + more + "}");
    }

    /** The numbers of one text, however they are written. */
    public static List<Float> vector(Response answer, int index) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonNode written = Shape.tree(answer).at("/data/" + index + "/embedding");
        List<Float> numbers = new ArrayList<>();
        if (written.isTextual()) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(written.textValue())).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                numbers.add(bytes.getFloat());
            }
        } else {
            written.forEach(number -> numbers.add(Float.parseFloat(number.asText())));
        }
        return numbers;
    }

    /** What a caller reads when he is refused. */
    public record Refused(int status, String message, String type, String param, String code) {

        /** Fails when the answer is no error in OpenAI's shape. */
        public static Refused of(Response answer) {
            assertThat(answer.statusCode()).as(answer.asString()).isBetween(400, 599);
            assertThat(Shape.of(answer)).as(answer.asString()).containsExactly("error");
            assertThat(Shape.of(answer, "/error")).containsExactly("message", "type", "param", "code");
            JsonNode error = Shape.tree(answer).path("error");
            return new Refused(answer.statusCode(), error.path("message").textValue(), error.path("type").textValue(),
                    error.path("param").textValue(), error.path("code").textValue());
        }

        public Refused is(int expectedStatus, String expectedType, String expectedParam, String expectedCode) {
            assertThat(this).extracting(Refused::status, Refused::type, Refused::param, Refused::code).as(toString())
                    .containsExactly(expectedStatus, expectedType, expectedParam, expectedCode);
            return this;
        }

        /** The caller's mistake in one member of the body. */
        public Refused isAbout(String expectedParam) {
            return is(400, "invalid_request_error", expectedParam, "request_invalid");
        }

        public Refused says(String... parts) {
            assertThat(message).contains(parts);
            return this;
        }
    }
}
