package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Await;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Provider.Behaviour;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/chat/completions}, whole answers. */
@QuarkusTest
@WithTestResource(Servers.class)
class ChatTest extends WithProvider {

    private static final String INVALID = "invalid_request_error";
    private static final String HELLO = "\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]";

    /** Odd blanks and members, by which it is known again. */
    private static final String ANSWER = "{ \"id\": \"chatcmpl-9\", \"model\": \"gpt-4o-mini-2024\", \"choices\":  [{\"message\":"
            + " {\"content\": \"Hällo 😀\"}}], \"x_new\": 1.50 }\n";

    @Test
    void theServicesAnswerComesAsItIs() {
        Response answer = chat(model(Behaviours.json(ANSWER)), HELLO);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.asString()).isEqualTo(ANSWER);
    }

    @Test
    void theServiceIsAskedForTheConnectorsModelWithTheCallersMembers() {
        String model = model(Behaviours.json(ANSWER));

        chat(model, HELLO + ", \"temperature\": 0.5, \"tools\": [{\"type\": \"function\", \"function\": {\"name\":"
                + " \"f\"}}], \"stop\": null, \"stream\": false");

        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer " + Connectors.KEY);
        assertThat(provider.last().body()).isEqualTo("{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\":\"user\","
                + "\"content\":\"Hello\"}],\"temperature\":0.5,"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}");
    }

    @Test
    void whatACallerWritesIsNeverFilledIn() {
        chat(model(Behaviours.json(ANSWER)), """
                "messages": [{"role": "user", "content": "${parameters.model} $${parameters.model} \\"}, {\\" \\u0000"}],
                "user": "${credential.key}" """);

        assertThat(Json.read(provider.last().body(), JsonNode.class).at("/messages/0/content")
                .textValue()).isEqualTo("${parameters.model} $${parameters.model} \"}, {\" \0");
        assertThat(provider.last().body()).contains("${credential.key}").doesNotContain(Connectors.KEY);
    }

    @Test
    void aModelByItsName() {
        String name = Ml.get("/models/" + model(Behaviours.json(ANSWER))).path("name");

        assertThat(chat(name, HELLO).asString()).isEqualTo(ANSWER);
    }

    @Test
    void aConnectorWithoutARequestBodySendsTheChatItself() {
        provider.on("/v1/chat/completions", Behaviours.json(ANSWER));
        String model = Connectors.model(Connectors.draft(provider.url("/v1/chat/completions"), null, "{\"model\": \"gpt\"}"));

        assertThat(chat(model, HELLO + ", \"n\": 2").asString()).isEqualTo(ANSWER);

        assertThat(provider.last().body()).isEqualTo(
                "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"n\":2}");
    }

    @Test
    void bedrockConverse() {
        provider.on("/model/m/converse", Behaviours.json("""
                {"output": {"message": {"role": "assistant", "content": [{"text": "Hällo"}]}}, "stopReason": "max_tokens",
                 "usage": {"inputTokens": 3, "outputTokens": 5, "totalTokens": 8}}"""));
        String model = Connectors.model(Connectors.signed(Connectors.draft(provider.url("/model/m/converse"),
                "{\"messages\": ${parameters.messages}, \"x\": \"${parameters.unknown}\"}", "{}"), "bedrock"));

        Response answer = chat(model, HELLO + ", \"max_tokens\": 5");

        assertThat(Shape.of(answer)).as(answer.asString())
                .containsExactly("id", "object", "created", "model", "choices", "usage");
        assertThat(answer.<String>path("id")).startsWith("chatcmpl-");
        assertThat(answer.<String>path("object")).isEqualTo("chat.completion");
        assertThat(answer.<String>path("model")).isEqualTo(model);
        assertThat(answer.<String>path("choices[0].message.content")).isEqualTo("Hällo");
        assertThat(answer.<String>path("choices[0].finish_reason")).isEqualTo("length");
        assertThat(answer.<Integer>path("usage.total_tokens")).isEqualTo(8);
        assertThat(provider.last().body()).isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}],"
                + "\"inferenceConfig\":{\"maxTokens\":5}}");
        assertThat(provider.last().headers().get("authorization")).startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
    }

    @Test
    void claudeByInvoke() {
        provider.on("/model/claude/invoke", Behaviours.json("""
                {"id": "msg_1", "model": "claude-3", "content": [{"type": "text", "text": "Hi"}], "stop_reason": "end_turn"}"""));
        String model = Connectors.model(Connectors.signed(Connectors.draft(provider.url("/model/claude/invoke"),
                "{\"anthropic_version\": \"${parameters.anthropic_version}\", \"messages\": ${parameters.messages}}",
                "{\"anthropic_version\": \"bedrock-2023-05-31\", \"max_tokens\": 50}"), "bedrock"));

        Response answer = chat(model, HELLO);

        assertThat(answer.<String>path("choices[0].message.content")).as(answer.asString()).isEqualTo("Hi");
        assertThat(provider.last().body()).isEqualTo("{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":50,"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}]}");
    }

    @Test
    void theCallersAcceptDoesNotDecideWhatComes() {
        Response answer = given().accept("text/event-stream").contentType(ContentType.JSON)
                .body("{\"model\": \"" + model(Behaviours.json(ANSWER)) + "\", " + HELLO + "}").post("/v1/chat/completions");

        assertThat(answer.asString()).isEqualTo(ANSWER);
        assertThat(answer.contentType()).startsWith("application/json");
    }

    @Test
    void prettyAndFilteredOnRequest() {
        Response answer = OpenAi.post("/chat/completions?pretty&filter_path=id",
                "{\"model\": \"" + model(Behaviours.json(ANSWER)) + "\", " + HELLO + "}");

        assertThat(answer.asString()).isEqualTo("{\n  \"id\" : \"chatcmpl-9\"\n}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "'messages': [{'role': 'user', 'content': 'a'}]        | model               | you must provide a model parameter",
        "'model': 'M'                                          | messages            | you must provide messages",
        "'model': 'M', 'messages': []                          | messages            | you must provide messages",
        "'model': 'M', 'messages': 'Hello'                     | messages            | must be an array of objects",
        "'model': 'M', 'messages': ['Hello']                   | messages[0]         | must be an object",
        "'model': 'M', 'messages': [{'content': 'a'}]          | messages[0].role    | must have a role",
        "'model': 'M', 'messages': [{'role': 'user', 'content': 5}] | messages[0].content | of type [number]",
        "'model': 'M', 'messages': [{'role': 'user', 'content': [{}]}] | messages[0].content[0].type | must have a type",
        "'model': 'M', 'messages': [{'role': 'user', 'content': ['a']}] | messages[0].content[0] | must be an object",
        "'model': 'M', 'messages': [{'role': 'u'}], 'stream': 'perhaps' | stream | only [true] or [false]",
        "'stream': 1, 'messages': [{}]                         | model               | must have a role"})
    void faultsOfAChat(String members, String param, String words) {
        Refused.of(OpenAi.post("/chat/completions", "{" + members.replace('\'', '"') + "}")).isAbout(param).says(words);
    }

    @Test
    void aBodyThatIsNone() {
        Refused.of(OpenAi.post("/chat/completions", "")).is(400, INVALID, null, "request_body_missing");
        Refused.of(OpenAi.post("/chat/completions", "{\"model\"")).is(400, INVALID, null, "json_malformed");
    }

    @Test
    void aModelThatRunsHereDoesNotChat() {
        Refused.of(chat(SharedModels.embedding(), HELLO)).is(400, INVALID, "model", "model_is_local")
                .says("has the function TEXT_EMBEDDING, and /v1/chat/completions needs a remote model");
    }

    @Test
    void aServiceThatDoesNotChat() {
        Refused.of(chat(Connectors.model(Connectors.embeddings(provider)), HELLO)).isAbout("model")
                .says("not known how the service of this model wants a chat", "/chat/completions");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aModelThatIsUnknown() {
        Refused.of(chat(Ml.name("nobody"), HELLO)).is(404, INVALID, "model", "model_not_found");
    }

    @Test
    void remoteModelsCanBeSwitchedOff() {
        String model = model(Behaviours.json(ANSWER));
        Ml.setting("remote_inference.enabled", false);
        try {
            assertThat(Refused.of(chat(model, HELLO)).code()).isEqualTo("remote_inference_off");
        } finally {
            Ml.setting("remote_inference.enabled", null);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, invalid_request_error", "401, invalid_request_error", "429, rate_limit_error", "500, server_error",
        "529, server_error"})
    void refusalsOfTheServiceAreHandedOn(int status, String type) {
        Response answer = chat(model(Behaviours.status(status, "Retry-After: 7")), HELLO);

        Refused.of(answer).is(status, type, null, "remote_failed").says("told to answer " + status);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>oops</html>", "[]", "{\"choices\": ["})
    void anAnswerThatIsNoCompletion(String body) {
        Refused.of(chat(model(Behaviours.json(body)), HELLO)).is(502, "server_error", null, "remote_answer_unreadable");
    }

    @Test
    void whatTheServiceGivesAwayIsNotHandedOn() {
        Response answer = chat(model(Behaviours.json(401, "{\"error\": \"bad key " + Connectors.KEY + "\"}")), HELLO);

        assertThat(Refused.of(answer).message()).contains("bad key ***").doesNotContain(Connectors.KEY);
    }

    @Test
    void whoWaitsNoLongerIsToldSo() {
        CountDownLatch letGo = new CountDownLatch(1);
        String model = model(saysNothing(new CountDownLatch(1), letGo));

        Response late = given().header("X-Perch-Timeout", "300ms").contentType(ContentType.JSON)
                .body("{\"model\": \"" + model + "\", " + HELLO + "}").post("/v1/chat/completions");

        Refused.of(late).is(504, "server_error", null, "deadline_exceeded");
        Await.until("the service is let go", () -> letGo.getCount() == 0);
    }

    @Test
    void whoHangsUpEndsTheCall() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        String model = model(saysNothing(asked, letGo));
        byte[] body = ("{\"model\": \"" + model + "\", " + HELLO + "}").getBytes(StandardCharsets.UTF_8);

        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            caller.getOutputStream().write(("POST /v1/chat/completions HTTP/1.1\r\nHost: perch\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            caller.getOutputStream().write(body);
            Await.until("the service is asked", () -> asked.getCount() == 0);
        }

        Await.until("the service is let go", () -> letGo.getCount() == 0);
    }

    /** Waits until the other side has closed its end, or reset it. */
    private static Behaviour saysNothing(CountDownLatch asked, CountDownLatch letGo) {
        return (question, wire) -> {
            asked.countDown();
            try {
                assertThat(wire.socket().getInputStream().read()).isNegative();
            } finally {
                letGo.countDown();
            }
        };
    }

    private String model(Behaviour behaviour) {
        provider.on("/v1/chat/completions", behaviour);
        return Connectors.model(Connectors.chat(provider));
    }

    private static Response chat(String model, String members) {
        return OpenAi.post("/chat/completions", "{\"model\": \"" + model + "\", " + members + "}");
    }
}
