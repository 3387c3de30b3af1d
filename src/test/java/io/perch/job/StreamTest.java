package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider.Behaviour;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** P4: answers in pieces. */
@QuarkusTest
@WithTestResource(Servers.class)
class StreamTest extends WithProvider {

    private static final String ASK = "{\"parameters\": {\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}}";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    @TestHTTPResource
    URI perch;

    @Test
    void piecesComeAsMlCommonsWritesThem() {
        String model = model(events(delta("Hel"), delta("lo"), "data: [DONE]\n\n"));

        Response answer = Ml.post("/models/" + model + "/_predict/stream", ASK);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(answer.asString().replace("\n\n", "\n").lines()).containsExactly(piece("Hel", false), piece("lo", false),
                piece("", true));
        assertThat(provider.last().body()).contains("\"stream\":true");
    }

    @Test
    void theFirstPieceDoesNotWaitForTheSecond() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        String model = model((asked, wire) -> {
            wire.send(HEAD).send(delta("first"));
            goOn.await();
            wire.send(delta("second")).send("data: [DONE]\n\n").socket().close();
        });

        try (BufferedReader pieces = open(model)) {
            assertThat(pieces.readLine()).isEqualTo(piece("first", false));
            goOn.countDown();
            assertThat(pieces.lines().filter(line -> !line.isEmpty())).containsExactly(piece("second", false), piece("", true));
        }
    }

    @Test
    void whoHangsUpEndsTheCall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        String model = model((asked, wire) -> {
            wire.send(HEAD).send(delta("first"));
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                wire.send(": still here\n\n");
            }
        });

        try (BufferedReader pieces = open(model)) {
            assertThat(pieces.readLine()).isEqualTo(piece("first", false));
        }
        Await.until("the call on the service is given up", () -> provider.connections() == 0);
    }

    @Test
    void aRefusalBeforeTheFirstPieceIsAnOrdinaryError() {
        Refusal.of(Ml.post("/models/" + model(Behaviours.status(401)) + "/_predict/stream", ASK))
                .is(401, "status_exception", "remote_failed").says("told to answer 401");
    }

    @Test
    void aFailureInTheMiddleIsAnEvent() {
        String model = model(events(delta("Hel"), "data: {\"error\": {\"message\": \"overloaded\"}}\n\n"));

        String answer = Ml.post("/models/" + model + "/_predict/stream", ASK).asString();

        assertThat(answer).contains(piece("Hel", false)).contains("Error from remote service: overloaded");
    }

    @Test
    void anInterfaceThatPerchDoesNotKnow() {
        String model = model(Behaviours.json("{}"));

        Refusal.of(Ml.post("/models/" + model + "/_predict/stream", "{\"parameters\": {\"messages\": [], \"_llm_interface\": \"x\"}}"))
                .isInvalid().says("Unsupported llm interface: x").advises("openai/v1/chat/completions");
    }

    @Test
    void streamingCanBeSwitchedOff() {
        String model = model(Behaviours.json("{}"));
        Ml.setting("stream_enabled", false);
        try {
            Refusal.of(Ml.post("/models/" + model + "/_predict/stream", ASK)).is(400, "illegal_state_exception", "streaming_off");
        } finally {
            Ml.setting("stream_enabled", null);
        }
    }

    private String model(Behaviour behaviour) {
        provider.on("/v1/chat/completions", behaviour);
        return Connectors.model(Connectors.chat(provider));
    }

    private BufferedReader open(String model) throws Exception {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(perch.resolve(
                        "/_plugins/_ml/models/" + model + "/_predict/stream")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ASK)).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static Behaviour events(String... events) {
        return (asked, wire) -> {
            wire.send(HEAD);
            for (String event : events) {
                wire.send(event);
            }
            wire.socket().close();
        };
    }

    private static String delta(String text) {
        return "data: {\"choices\": [{\"delta\": {\"content\": \"" + text + "\"}}]}\n\n";
    }

    private static String piece(String content, boolean last) {
        return "data: {\"inference_results\":[{\"output\":[{\"name\":\"response\",\"dataAsMap\":{\"content\":\"" + content
                + "\",\"is_last\":" + last + "}}]}]}";
    }
}
