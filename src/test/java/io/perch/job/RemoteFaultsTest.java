package io.perch.job;

import static io.restassured.RestAssured.given;
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
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that do not do well, and what their callers learn. */
@QuarkusTest
@WithTestResource(Servers.class)
class RemoteFaultsTest extends WithProvider {

    private static final String ASK = "{\"parameters\": {\"a\": \"x\"}}";

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 429, 500, 503, 529})
    void itsRefusalsAreHandedOn(int status) {
        Response answer = Ml.predict(model(Behaviours.status(status)), ASK);

        Refusal refusal = Refusal.of(answer);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo("remote_failed");
        refusal.says("Error from remote service: {\"error\": {\"message\": \"told to answer " + status + "\"}}");
        assertThat(answer.<Integer>path("error.remote.status")).isEqualTo(status);
        assertThat(answer.<String>path("error.remote.body")).contains("told to answer " + status);
    }

    @Test
    void whenToTryAgainIsHandedOn() {
        Response answer = Ml.predict(model(Behaviours.status(429, "Retry-After: 7")), ASK);

        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void aRefusalWithoutABodySaysSo() {
        Refusal.of(Ml.predict(model(Behaviours.empty(503)), ASK)).is(503, "status_exception", "remote_failed")
                .says("Remote service returned error status 503 with empty body");
    }

    @Test
    void aSecretThatTheServiceRepeatsIsNotHandedOn() {
        Response answer = Ml.predict(model(Behaviours.json(401, "{\"message\": \"bad key " + Connectors.KEY + "\"}")), ASK);

        assertThat(answer.asString()).contains("bad key ***").doesNotContain(Connectors.KEY);
    }

    @Test
    void redirectsAreNotFollowed() {
        Refusal.of(Ml.predict(model(Behaviours.redirect("http://127.0.0.1:1/metadata")), ASK))
                .is(502, "status_exception", "remote_failed").advises("redirects are not followed");
        assertThat(provider.asked()).hasSize(1);
    }

    @Test
    void anAnswerMustHaveABody() {
        Refusal.of(Ml.predict(model(Behaviours.empty(200)), ASK)).is(502, "status_exception", "remote_answer_empty")
                .says("Remote service returned empty response body");
    }

    @Test
    void garbageIsNoAnswer() {
        Response answer = Ml.predict(model(Behaviours.json("{\"a\": <html>")), ASK);

        Refusal.of(answer).is(502, "m_l_exception", "remote_answer_unreadable");
        assertThat(answer.<String>path("error.remote.body")).contains("<html>");
    }

    @Test
    void halfAnAnswerIsNone() {
        Refusal.of(Ml.predict(model(Behaviours.truncated("{\"a\": 1")), ASK)).is(502, "status_exception", "remote_unreachable")
                .says("in the middle of its answer");
    }

    @Test
    void aResetBeforeTheAnswer() {
        Refusal.of(Ml.predict(model(Behaviours.resets()), ASK)).is(502, "status_exception", "remote_unreachable")
                .says("Error communicating with remote model");
    }

    @Test
    void aResetAfterTheHead() {
        Refusal.of(Ml.predict(model(Behaviours.resetsAfterHead()), ASK)).is(502, "status_exception", "remote_unreachable");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoHundredMegabytesAreTooMany(boolean announced) {
        Refusal.of(Ml.predict(model(Behaviours.huge(200_000_000, announced)), ASK))
                .is(502, "status_exception", "remote_answer_too_large").says("100000000 bytes").advises("max_json_size");
    }

    @Test
    void nobodyThere() {
        String model = model(Behaviours.json("{}"));
        provider.close();

        Refusal.of(Ml.predict(model, ASK)).is(502, "status_exception", "remote_unreachable").says("refused");
    }

    @Test
    void silenceEndsWithTheReadTimeout() {
        String model = model(Behaviours.after(new CountDownLatch(1), Behaviours.json("{}")), "{\"read_timeout\": 1}");

        Refusal.of(Ml.predict(model, ASK)).is(504, "status_exception", "remote_timed_out")
                .says("Error communicating with remote model: Read timed out");
    }

    @Test
    void byteByByteEndsWithTheCallersPatience() {
        Response answer = given().header("X-Perch-Timeout", "700ms").contentType("application/json").body(ASK)
                .post("/_plugins/_ml/models/" + deployed(Behaviours.drips(50)) + "/_predict");

        Refusal.of(answer).is(504, "status_exception", "deadline_exceeded");
        Await.until("the connection is given up", () -> provider.connections() == 0);
    }

    @Test
    void tlsThatIsNone() {
        String url = provider.url("/x").replace("http:", "https:");
        String model = Connectors.model(Connectors.draft(url, "{\"a\": \"${parameters.a}\"}", "{}"));

        Refusal.of(Ml.predict(model, ASK)).is(502, "status_exception", "remote_unreachable").says("TLS");
    }

    @Test
    void anUnknownHost() {
        Ml.setting("trusted_connector_endpoints_regex", List.of("\"^https?://.*$\""));
        String model = Connectors.model(Connectors.draft("http://nowhere.invalid/x", "{\"a\": \"${parameters.a}\"}", "{}"));

        Refusal.of(Ml.predict(model, ASK)).is(502, "status_exception", "remote_unreachable")
                .says("there is no host nowhere.invalid");
    }

    @Test
    void missingParametersAreNamed() {
        String model = model(Behaviours.json("{}"));

        Refusal.of(Ml.predict(model, "{\"parameters\": {\"b\": 1}}")).is(400, "illegal_argument_exception", "parameters_missing")
                .says("Some parameter placeholder not filled in payload: a");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aPayloadThatIsNoJsonIsNotSent() {
        String model = Connectors.model(Connectors.draft(provider.url("/x"), "{\"a\": ${parameters.a}}", "{}"));

        Refusal.of(Ml.predict(model, "{\"parameters\": {\"a\": \"say \\\"hi\\\"\"}}"))
                .is(400, "illegal_argument_exception", "payload_invalid").says("Invalid payload").advises("${parameters.a}");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void itIsTriedAgainAsOftenAsTheConnectorSays() {
        String model = model(Behaviours.first(2, Behaviours.status(503), Behaviours.json("{\"ok\": true}")),
                "{\"max_retry_times\": 2, \"retry_backoff_millis\": 1}");

        assertThat(Ml.predict(model, ASK).statusCode()).isEqualTo(200);
        assertThat(provider.asked()).hasSize(3);
    }

    @Test
    void afterTheLastTryTheLastErrorIsTold() {
        String model = model(Behaviours.status(500), "{\"max_retry_times\": 1, \"retry_backoff_millis\": 1}");

        Refusal.of(Ml.predict(model, ASK)).is(500, "status_exception", "remote_failed");
        assertThat(provider.asked()).hasSize(2);
    }

    @Test
    void whatTheCallerDidWrongIsNotTriedAgain() {
        String model = model(Behaviours.status(400), "{\"max_retry_times\": 5, \"retry_backoff_millis\": 1}");

        Refusal.of(Ml.predict(model, ASK)).is(400, "status_exception", "remote_failed");
        assertThat(provider.asked()).hasSize(1);
    }

    @Test
    void aPauseThatIsLongerThanTheCallersPatienceIsNotWaitedFor() {
        String model = model(Behaviours.status(429, "Retry-After: 3600"), "{\"max_retry_times\": 3}");

        Refusal.of(Ml.predict(model, ASK)).is(429, "status_exception", "remote_failed");
        assertThat(provider.asked()).hasSize(1);
    }

    @Test
    void aServiceThatFailsTooOftenIsLeftAlone() {
        String model = model(Behaviours.status(500));
        for (int i = 0; i < 20; i++) {
            Ml.predict(model, ASK);
        }
        provider.forget();

        Response answer = Ml.predict(model, ASK);

        Refusal.of(answer).is(503, "status_exception", "remote_paused").says("left alone");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void allConnectionsBusy() {
        CountDownLatch goOn = new CountDownLatch(1);
        String model = deployed(Behaviours.after(goOn, Behaviours.json("{}")),
                "{\"max_connection\": 1, \"connection_timeout\": 1}");
        Thread first = Thread.startVirtualThread(() -> Ml.predict(model, ASK));
        Await.until("the one connection is in use", () -> !provider.asked().isEmpty());

        Refusal.of(Ml.predict(model, ASK)).is(429, "status_exception", "remote_busy").advises("max_connection");

        goOn.countDown();
        Await.until("the first is answered", () -> !first.isAlive());
    }

    @Test
    void anActionThatIsNotThere() {
        String model = model(Behaviours.json("{}"));

        Refusal.of(Ml.predict(model, "{\"parameters\": {\"a\": 1}, \"action_type\": \"execute\"}"))
                .is(400, "illegal_argument_exception", "action_missing").says("no execute action found");
    }

    @Test
    void tooManyDocuments() {
        String model = Connectors.model(Connectors.embeddings(provider));
        String docs = "\"x\",".repeat(1_000) + "\"x\"";

        Refusal.of(Ml.post("/_predict/text_embedding/" + model, "{\"text_docs\": [" + docs + "]}"))
                .is(413, "illegal_argument_exception", "input_too_large").advises("perch.remote.max-docs");
    }

    @Test
    void anAnswerOfAnotherShapeIsExplained() {
        provider.on("/v1/embeddings", Behaviours.json("{\"data\": [{\"embeddings\": [0.1, 0.2]}]}"));
        String model = Connectors.model(Connectors.embeddings(provider));

        Response answer = Ml.post("/_predict/text_embedding/" + model, "{\"text_docs\": [\"x\"]}");

        Refusal.of(answer).is(502, "illegal_argument_exception", "remote_answer_unexpected").advises("embeddings");
        assertThat(answer.<Integer>path("error.remote.status")).isEqualTo(200);
    }

    private String model(Behaviour behaviour) {
        return model(behaviour, null);
    }

    private String model(Behaviour behaviour, String clientConfig) {
        provider.on("/x", behaviour);
        String draft = Connectors.draft(provider.url("/x"), "{\"a\": \"${parameters.a}\"}", "{}");
        return Connectors.model(clientConfig == null ? draft : Ml.with("\"client_config\": " + clientConfig, draft));
    }

    private String deployed(Behaviour behaviour) {
        return deployed(behaviour, null);
    }

    private String deployed(Behaviour behaviour, String clientConfig) {
        String model = model(behaviour, clientConfig);
        Ml.post("/models/" + model + "/_deploy");
        return model;
    }
}
