package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Await;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.EventFrames;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Provider.Behaviour;
import io.perch.testing.Servers;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/chat/completions} with {@code "stream": true}. */
@QuarkusTest
@WithTestResource(Servers.class)
class ChatStreamTest extends WithProvider {

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private static final String FRAMES =
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nConnection: close\r\n\r\n";
    private static final String FIRST = "{ \"id\": \"c-9\", \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"Hä\"}}] }";
    private static final String SECOND = "{\"id\":\"c-9\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE = "{\"id\":\"c-9\",\"choices\":[],\"usage\":{\"total_tokens\":7}}";

    @TestHTTPResource
    URI perch;

    @Test
    void theServicesEventsComeAsTheyAre() {
        Response answer = chat(model(sending(FIRST, SECOND, USAGE, "[DONE]")));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/event-stream");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.asString()).isEqualTo(events(FIRST, SECOND, USAGE, "[DONE]"));
        assertThat(provider.last().body()).isEqualTo("{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\":\"user\","
                + "\"content\":\"Hello\"}],\"stream_options\":{\"include_usage\":true},\"stream\":true}");
    }

    @Test
    void aServiceThatSaysNoGoodbyeIsFinishedAllTheSame() {
        assertThat(chat(model(sending(FIRST, SECOND))).asString()).isEqualTo(events(FIRST, SECOND, "[DONE]"));
    }

    @Test
    void anEventOfSeveralLinesBecomesOne() {
        String model = model((asked, wire) -> wire.send(EVENTS + "data: {\"choices\":\ndata: []}\n\n").socket().close());

        assertThat(chat(model).asString()).isEqualTo(events("{\"choices\": []}", "[DONE]"));
    }

    @Test
    void theFirstPieceDoesNotWaitForTheSecond() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        String model = model((asked, wire) -> {
            wire.send(EVENTS + events(FIRST));
            goOn.await();
            wire.send(events(SECOND, "[DONE]")).socket().close();
        });

        try (BufferedReader pieces = open(model)) {
            assertThat(pieces.readLine()).isEqualTo("data: " + FIRST);
            goOn.countDown();
            assertThat(pieces.lines().filter(line -> !line.isEmpty())).containsExactly("data: " + SECOND, "data: [DONE]");
        }
    }

    @Test
    void whoHangsUpEndsTheCall() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        String model = model((asked, wire) -> {
            wire.send(EVENTS + events(FIRST));
            try {
                assertThat(wire.socket().getInputStream().read()).isNegative();
            } finally {
                letGo.countDown();
            }
        });

        try (BufferedReader pieces = open(model)) {
            assertThat(pieces.readLine()).isEqualTo("data: " + FIRST);
        }

        Await.until("the service is let go", () -> letGo.getCount() == 0);
    }

    @Test
    void aRefusalBeforeTheFirstPieceIsAnOrdinaryError() {
        Response answer = chat(model(Behaviours.status(429, "Retry-After: 7")));

        Refused.of(answer).is(429, "rate_limit_error", null, "remote_failed").says("told to answer 429");
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void aFailureInTheMiddleIsTheLastEvent() {
        List<String> lines = chat(model(sending(FIRST, "{\"error\": {\"message\": \"overloaded\"}}"))).asString().lines()
                .filter(line -> !line.isEmpty()).toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo("data: " + FIRST);
        assertThat(tree(lines.getLast()).at("/error/message").textValue()).isEqualTo("Error from remote service: overloaded");
        assertThat(tree(lines.getLast()).at("/error/code").textValue()).isEqualTo("remote_failed");
    }

    @Test
    void aStreamThatBreaksOffInTheMiddleIsAFailureToo() {
        String model = model((asked, wire) -> wire.send(EVENTS.replace("Connection: close", "Transfer-Encoding: chunked")
                + Integer.toHexString(events(FIRST).getBytes(StandardCharsets.UTF_8).length) + "\r\n" + events(FIRST) + "\r\n")
                .reset());

        String answer = chat(model).asString();

        assertThat(answer).startsWith(events(FIRST)).doesNotContain("[DONE]").contains("\"error\"");
    }

    @Test
    void bedrockConverse() {
        provider.on("/model/m/converse-stream", (asked, wire) -> wire.send(FRAMES).send(EventFrames.stream(
                EventFrames.event("messageStart", "{\"role\": \"assistant\"}"),
                EventFrames.event("contentBlockDelta", "{\"contentBlockIndex\": 0, \"delta\": {\"text\": \"Hä\"}}"),
                EventFrames.event("messageStop", "{\"stopReason\": \"end_turn\"}"),
                EventFrames.event("metadata", "{\"usage\": {\"inputTokens\": 3, \"outputTokens\": 4, \"totalTokens\": 7}}")))
                .socket().close());
        String model = Connectors.model(converse());

        List<String> lines = chat(model).asString().lines().filter(line -> !line.isEmpty()).toList();

        assertThat(lines.getLast()).isEqualTo("data: [DONE]");
        List<JsonNode> chunks = lines.subList(0, lines.size() - 1).stream().map(ChatStreamTest::tree).toList();
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").textValue()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id")).isEqualTo(chunks.getFirst().path("id"));
            assertThat(chunk.path("model").textValue()).isEqualTo(model);
        });
        assertThat(chunks).extracting(chunk -> chunk.at("/choices/0/delta").toString()).containsExactly(
                "{\"role\":\"assistant\",\"content\":\"\"}", "{\"content\":\"Hä\"}", "{}", "");
        assertThat(chunks.get(2).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(chunks.getLast().at("/usage/total_tokens").intValue()).isEqualTo(7);
        assertThat(provider.last().body()).isEqualTo(
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}");
        assertThat(provider.last().headers().get("authorization")).startsWith("AWS4-HMAC-SHA256 ");
    }

    @Test
    void aConverseThatGivesUpInTheMiddle() {
        provider.on("/model/m/converse-stream", (asked, wire) -> wire.send(FRAMES).send(EventFrames.stream(
                EventFrames.event("messageStart", "{\"role\": \"assistant\"}"),
                EventFrames.exception("modelStreamErrorException", "{\"message\": \"out of breath\"}"))).socket().close());

        assertThat(chat(Connectors.model(converse())).asString()).contains("modelStreamErrorException", "out of breath")
                .doesNotContain("[DONE]");
    }

    @Test
    void claudeAtAnthropic() {
        provider.on("/v1/messages", sending("{\"type\": \"message_start\", \"message\": {\"id\": \"msg_1\"}}",
                "{\"type\": \"content_block_delta\", \"delta\": {\"type\": \"text_delta\", \"text\": \"Hä\"}}",
                "{\"type\": \"message_stop\"}"));
        String model = Connectors.model(Connectors.draft(provider.url("/v1/messages"), "{\"messages\": ${parameters.messages}}",
                "{\"model\": \"claude\"}"));

        assertThat(chat(model).asString()).contains("\"id\":\"msg_1\"", "\"content\":\"Hä\"").endsWith("data: [DONE]\n\n");
        assertThat(provider.last().body()).contains("\"model\":\"claude\"", "\"stream\":true");
    }

    @Test
    void claudeByInvoke() {
        provider.on("/model/m/invoke-with-response-stream", (asked, wire) -> wire.send(FRAMES).send(EventFrames.stream(
                EventFrames.claude("{\"type\": \"content_block_delta\", \"delta\": {\"text\": \"Hä\"}}"),
                EventFrames.claude("{\"type\": \"message_stop\"}"))).socket().close());
        String model = Connectors.model(Connectors.signed(Connectors.draft(provider.url("/model/m/invoke"),
                "{\"anthropic_version\": \"bedrock-2023-05-31\"}", "{}"), "bedrock"));

        assertThat(chat(model).asString()).contains("\"content\":\"Hä\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void streamingCanBeSwitchedOff() {
        String model = model(sending(FIRST, "[DONE]"));
        Ml.setting("stream_enabled", false);
        try {
            Refused.of(chat(model)).is(400, "invalid_request_error", null, "streaming_off");
        } finally {
            Ml.setting("stream_enabled", null);
        }
    }

    @Test
    void faultsAreToldBeforeAnythingIsSent() {
        Refused.of(given().contentType(ContentType.JSON).body("{\"stream\": true, \"messages\": []}")
                .post("/v1/chat/completions")).isAbout("model").says("you must provide messages");
    }

    private String converse() {
        return Connectors.signed(Connectors.draft(provider.url("/model/m/converse"),
                "{\"messages\": ${parameters.messages}}", "{}"), "bedrock");
    }

    private String model(Behaviour behaviour) {
        provider.on("/v1/chat/completions", behaviour);
        return Connectors.model(Connectors.chat(provider));
    }

    private static Behaviour sending(String... events) {
        return (asked, wire) -> wire.send(EVENTS + events(events)).socket().close();
    }

    private static String events(String... data) {
        StringBuilder events = new StringBuilder();
        for (String event : data) {
            events.append("data: ").append(event).append("\n\n");
        }
        return events.toString();
    }

    private static JsonNode tree(String line) {
        return Json.read(line.substring("data: ".length()), JsonNode.class);
    }

    private static String body(String model) {
        return "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}],"
                + " \"stream_options\": {\"include_usage\": true}, \"stream\": true}";
    }

    /** As OpenAI's SDKs ask: they accept JSON. */
    private static Response chat(String model) {
        return given().accept(ContentType.JSON).contentType(ContentType.JSON).body(body(model)).post("/v1/chat/completions");
    }

    private BufferedReader open(String model) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                perch.resolve("/v1/chat/completions")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(model))).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }
}
