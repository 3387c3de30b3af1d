package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.AtOnce;
import io.perch.testing.Await;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A remote model from its register to its answers. */
@QuarkusTest
@WithTestResource(Servers.class)
class RemoteModelTest {

    private static final String COMPLETION = """
            {"id": "c1", "created": 1700000000, "choices": [{"index": 0, "message": {"content": "hi"}, "score": 0.1234567890123456789}]}""";

    private final Provider provider = new Provider();

    @BeforeEach
    void allow() {
        Connectors.allow();
        provider.on("/v1/chat/completions", Behaviours.json(COMPLETION));
    }

    @AfterEach
    void forbid() {
        Connectors.forbid();
        provider.close();
    }

    @Test
    void registeringIsOverWhenItIsAnswered() {
        String connector = Connectors.create(Connectors.chat(provider));

        Response answer = Ml.post("/models/_register", Connectors.registration(connector));

        assertThat(Shape.of(answer)).containsExactly("task_id", "status", "model_id");
        Response task = Ml.get("/tasks/" + answer.path("task_id"));
        assertThat(task.<String>path("state")).isEqualTo("COMPLETED");
        assertThat(task.<String>path("function_name")).isEqualTo("REMOTE");
        assertThat(task.<Boolean>path("is_async")).isFalse();
        Response model = Ml.get("/models/" + answer.path("model_id"));
        assertThat(model.<String>path("algorithm")).isEqualTo("REMOTE");
        assertThat(model.<String>path("model_state")).isEqualTo("REGISTERED");
        assertThat(model.<String>path("connector_id")).isEqualTo(connector);
        assertThat(model.<Object>path("connector")).isNull();
    }

    @Test
    void aPredictDeploysIt() {
        String model = Connectors.model(Connectors.chat(provider));

        Response answer = ask(model, "hi");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<Integer>path("inference_results[0].status_code")).isEqualTo(200);
        assertThat(answer.<String>path("inference_results[0].output[0].name")).isEqualTo("response");
        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOYED");
    }

    /** Each deploy has all others looked after: what is on its way there must not pass for what nobody wants. */
    @Test
    void fortyAtOnceAreDeployedByTheirFirstPredicts() {
        String connector = Connectors.create(Connectors.chat(provider));
        List<String> models = IntStream.range(0, 40).mapToObj(n -> Ml.registered(Connectors.registration(connector))).toList();

        List<Response> answers = AtOnce.run(models.size(), caller -> ask(models.get(caller), "hi"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200));
        Await.until("their deploys are over", () -> Sql.number(
                "SELECT count(*) FROM task WHERE type = 'DEPLOY_MODEL' AND state IN ('CREATED', 'RUNNING')") == 0);
    }

    @Test
    void anAnswerThatNobodyChangesKeepsEveryDigit() {
        String model = Connectors.model(Connectors.chat(provider));

        assertThat(ask(model, "hi").asString()).contains("0.1234567890123456789", "\"created\": 1700000000");
    }

    @Test
    void theRequestIsWhatTheTemplateSays() {
        String model = Connectors.model(Connectors.chat(provider));

        ask(model, "say \\\"hé\\\" \\n ${parameters.model} {\\\"a\\\": 1}");

        assertThat(provider.last().method()).isEqualTo("POST");
        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer " + Connectors.KEY)
                .containsEntry("content-type", "application/json");
        assertThat(provider.last().body()).isEqualTo("{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\":\"user\","
                + "\"content\":\"say \\\"hé\\\" \\n ${parameters.model} {\\\"a\\\": 1}\"}]}");
    }

    @Test
    void anImageWithoutATextHasANullInItsPlace() {
        provider.on("/invoke", Behaviours.json("{\"embedding\": [0.5]}"));
        String model = Connectors.model(Connectors.draft(provider.url("/invoke"),
                "{\"inputText\": \"${parameters.inputText:-null}\", \"inputImage\": \"${parameters.inputImage:-null}\"}", "{}",
                "\"pre_process_function\": \"connector.pre_process.bedrock.multimodal_embedding\"",
                "\"post_process_function\": \"connector.post_process.bedrock.embedding\""));

        Response answer = Ml.predict(model, "{\"text_docs\": [null, \"aW1hZ2U=\"]}");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(provider.last().body()).isEqualTo("{\"inputText\": null, \"inputImage\": \"aW1hZ2U=\"}");
        Refusal.of(Ml.predict(model, "{\"text_docs\": [null, null]}")).is(400, "illegal_argument_exception", "input_invalid")
                .says("No input text or image provided");
        Refusal.of(Ml.predict(Connectors.model(Connectors.embeddings(provider)), "{\"text_docs\": [\"a\", null]}"))
                .is(400, "illegal_argument_exception", "input_invalid").says("One of text_docs is null");
    }

    @Test
    void deployingIsOverWhenItIsAnsweredAndUndeployingTakesItBack() {
        String model = Connectors.model(Connectors.chat(provider));

        assertThat(Ml.post("/models/" + model + "/_deploy").<String>path("status")).isEqualTo("COMPLETED");

        assertThat(Ml.get("/models/" + model).<Integer>path("current_worker_node_count")).isEqualTo(1);
        Ml.post("/models/" + model + "/_undeploy");
        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("UNDEPLOYED");
    }

    @Test
    void withAutoDeployOffItHasToBeDeployed() {
        String model = Ml.registered(Ml.with("\"deploy_setting\": {\"is_auto_deploy_enabled\": false}",
                Connectors.registration(Connectors.create(Connectors.chat(provider)))));

        Refusal.of(ask(model, "hi")).is(400, "illegal_argument_exception", "model_not_deployed")
                .says("Auto deployment disabled for this model, please deploy model first Model ID: " + model);

        Ml.post("/models/" + model + "/_deploy");
        assertThat(ask(model, "hi").statusCode()).isEqualTo(200);
    }

    @Test
    void aConnectorMayBePartOfTheModel() {
        Response made = Ml.post("/models/_register", """
                {"name": "%s", "function_name": "remote", "connector": %s}""".formatted(Ml.name("inline"), Connectors.chat(provider)));
        String model = made.path("model_id");

        assertThat(ask(model, "hi").statusCode()).isEqualTo(200);

        Response shown = Ml.get("/models/" + model);
        assertThat(shown.<String>path("connector.protocol")).isEqualTo("http");
        assertThat(shown.<String>path("connector_id")).isNull();
        assertThat(shown.asString()).doesNotContain(Connectors.KEY);
        Refusal.of(Ml.put("/models/" + model, "{\"connector_id\": \"x\"}")).is(400, "status_exception", "connector_inline");
        assertThat(Ml.put("/models/" + model, "{\"connector\": {\"parameters\": {\"model\": \"other\"}}}").statusCode())
                .isEqualTo(200);
        ask(model, "hi");
        assertThat(provider.last().body()).contains("\"model\": \"other\"");
        Ml.remove(model);
    }

    @Test
    void registeringNeedsAConnector() {
        Refusal.of(Ml.post("/models/_register", "{\"name\": \"rn\", \"function_name\": \"remote\"}")).isInvalid()
                .says("You must provide connector content when creating a remote model without connector id!");
        Refusal.of(Ml.post("/models/_register", Connectors.registration("nope"))).is(404, "status_exception",
                "connector_not_found").says("Failed to find connector with the provided connector id: nope");
        Refusal.of(Ml.post("/models/_register", "{\"name\": \"rn\", \"function_name\": \"remote\", \"connector_id\": \"x\","
                + " \"connector\": {}}")).isInvalid().says("Model cannot have both stand-alone connector and internal connector");
    }

    @Test
    void aModelCanBeGivenAnotherConnector() {
        String model = Connectors.model(Connectors.chat(provider));
        ask(model, "hi");
        String other = Connectors.create(Connectors.draft(provider.url("/v1/chat/completions"), "{\"b\": ${parameters.messages}}",
                "{}"));

        assertThat(Ml.put("/models/" + model, "{\"connector_id\": \"" + other + "\"}").statusCode()).isEqualTo(200);

        ask(model, "hi");
        assertThat(provider.last().body()).startsWith("{\"b\": [");
    }

    @Test
    void aConnectorChangesUnderLoadWithoutAnOutage() {
        String connector = Connectors.create(Connectors.chat(provider));
        String model = Ml.registered(Connectors.registration(connector));
        ask(model, "warm");
        CountDownLatch goOn = new CountDownLatch(1);
        provider.on("/v1/chat/completions", Behaviours.after(goOn, Behaviours.json(COMPLETION)));
        CompletableFuture<Response> underWay = CompletableFuture.supplyAsync(() -> ask(model, "old"));
        Await.until("the call on the old version has arrived", () -> provider.last().body().contains("old"));
        provider.on("/v2", Behaviours.json("{\"v\": 2}"));

        Response changed = Ml.put("/connectors/" + connector, """
                {"credential": {"key": "sk-new-key-0815"}, "actions": [{"action_type": "predict", "method": "POST", "url": "%s",
                 "headers": {"Authorization": "Bearer ${credential.key}"}, "request_body": "{\\"m\\": ${parameters.messages}}"}]}"""
                .formatted(provider.url("/v2")));

        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(ask(model, "new").asString()).contains("\"v\": 2");
        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer sk-new-key-0815");
        goOn.countDown();
        assertThat(underWay.join().statusCode()).isEqualTo(200);
    }

    private static Response ask(String model, String content) {
        return Ml.predict(model, "{\"parameters\": {\"messages\": [{\"role\": \"user\", \"content\": \"" + content + "\"}]}}");
    }
}
