package io.perch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.perch.dev.models.MiniLm;
import io.perch.dev.models.TorchScriptMiniLm;
import io.perch.engine.optimization.Bfloat16Processor;
import io.perch.testing.FileServer;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Repository;
import io.perch.testing.RepositoryServer;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job and the worst faults, against Perch as it ships: the packaged jar, or the native executable. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(RepositoryServer.class)
class MainJobIT {

    private static final Path PACKAGES = Packages.folder("it");
    private static FileServer files;

    @BeforeAll
    static void serveThePackages() {
        files = new FileServer(PACKAGES);
    }

    @AfterAll
    static void stopServing() {
        files.close();
    }

    @BeforeEach
    void allowRegistering() {
        assertThat(Ml.setting("allow_registering_model_via_url", true).statusCode()).isEqualTo(200);
        assertThat(Ml.setting("allow_registering_model_via_local_file", true).statusCode()).isEqualTo(200);
    }

    @Test
    void aRealModelGoesFromAZipToAnEmbedding() {
        Path zip = MiniLm.zip(PACKAGES);
        Response registered = Ml.post("/models/_register?deploy=true", """
                {"name": "%s", "function_name": "TEXT_EMBEDDING", "model_format": "ONNX",
                 "model_config": {"model_type": "bert", "embedding_dimension": 384,
                                  "framework_type": "sentence_transformers", "pooling_mode": "mean", "normalize_result": true},
                 "model_content_hash_value": "%s", "url": "%s"}""".formatted(Ml.name("minilm"), Packages.sha256(zip),
                files.url(zip.getFileName().toString())));
        assertThat(Ml.ended(registered.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
        String model = registered.path("model_id");

        Response predict = Ml.post("/models/" + model + "/_predict", """
                {"text_docs": ["today is sunny", "hello"], "target_response": ["sentence_embedding"]}""");

        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        List<Float> numbers = predict.path("inference_results[0].output[0].data");
        assertThat(numbers).hasSize(384);
        // recorded from ML Commons 3.4.0 on the same model and text
        assertThat(numbers.get(0)).isCloseTo(-0.023315005f, within(1e-4f));
        assertThat(numbers.get(1)).isCloseTo(0.08975688f, within(1e-4f));
        assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOYED");

        assertThat(Ml.post("/models/" + model + "/_undeploy").statusCode()).isEqualTo(200);
        assertThat(Ml.delete("/models/" + model).<String>path("result")).isEqualTo("deleted");
        assertThat(Ml.get("/models/" + model).statusCode()).isEqualTo(404);
    }

    @Test
    void aRealTorchScriptModelAnswers() {
        Path zip = TorchScriptMiniLm.SENTENCE_TRANSFORMERS.zip(PACKAGES);
        String model = Ml.deployed(torchScript("minilm-torch", zip)
                .replace("\"embedding_dimension\": 4", "\"embedding_dimension\": 384"));

        Response predict = Ml.post("/models/" + model + "/_predict", """
                {"text_docs": ["today is sunny", "hello"], "target_response": ["sentence_embedding"]}""");

        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        List<Float> numbers = predict.path("inference_results[0].output[0].data");
        assertThat(numbers).hasSize(384);
        assertThat(numbers.get(0)).isCloseTo(-0.023315005f, within(1e-4f));
        assertThat(numbers.get(1)).isCloseTo(0.08975688f, within(1e-4f));
        Ml.remove(model);
    }

    @Test
    void aFusedOnnxModelAnswersAsThePlainOne() {
        Path zip = MiniLm.zip(PACKAGES);
        String model = Ml.deployed(Ml.registration(Ml.name("minilm-fused"), files.url(zip.getFileName().toString()),
                Packages.sha256(zip)).replace("\"embedding_dimension\": 4",
                        "\"embedding_dimension\": 384, \"normalize_result\": true, \"graph_optimization\": \"fused\""));

        assertThat(firstNumber(model)).isCloseTo(-0.023315005f, within(1e-4f));
        assertThat(Ml.get("/profile/models/" + model + "?view=model").asString()).contains("\"fused_attentions\":\"6\"");
        Ml.remove(model);
    }

    @Test
    void aTorchScriptModelInBfloat16AnswersNearlyAsThePlainOne() {
        assumeThat(Bfloat16Processor.here()).as("the processor multiplies bfloat16").isTrue();
        String model = Ml.deployed(torchScript("minilm-bf16", TorchScriptMiniLm.SENTENCE_TRANSFORMERS.zip(PACKAGES))
                .replace("\"embedding_dimension\": 4", "\"embedding_dimension\": 384, \"precision\": \"bf16\""));

        assertThat(firstNumber(model)).isCloseTo(-0.023315005f, within(3e-3f));
        assertThat(Ml.get("/profile/models/" + model + "?view=model").asString()).contains("\"precision\":\"bf16\"");
        Ml.remove(model);
    }

    private static float firstNumber(String model) {
        Response predict = Ml.predict(model, """
                {"text_docs": ["today is sunny"], "target_response": ["sentence_embedding"]}""");
        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        return predict.<Float>path("inference_results[0].output[0].data[0]");
    }

    @Test
    void everyMemberOfATorchScriptDictIsInItsPlace() {
        String model = Ml.deployed(torchScript("torch", TinyModels.torchEmbedding(PACKAGES)));

        Response predict = Ml.predict(model, "{\"text_docs\": [\"hello\"], \"return_bytes\": true}");
        Response beyond = Ml.predict(model, "{\"text_docs\": [\"beyond\"]}");

        assertThat(predict.<List<String>>path("inference_results[0].output.name"))
                .containsExactly("input_ids", "attention_mask", "token_embeddings", "sentence_embedding");
        assertThat(predict.<List<Integer>>path("inference_results[0].output[0].data")).containsExactly(1, 3, 2);
        assertThat(beyond.<String>path("error.code")).isEqualTo("inference_failed");
        assertThat(beyond.<String>path("error.reason")).contains("libtorch failed: index out of range in self");
        Ml.remove(model);
    }

    @Test
    void aTorchScriptFileThatIsNoneFailsTheDeploy() {
        String model = Ml.registered(torchScript("torch-garbage", TinyModels.torchGarbage(PACKAGES)));

        Response deploy = Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));

        assertThat(deploy.<String>path("code")).isEqualTo("engine_refused_model");
        assertThat(deploy.<String>path("error")).contains("libtorch refused model.pt: ");
    }

    @Test
    void anUploadedModelAnswers() throws IOException {
        byte[] zip = Files.readAllBytes(TinyModels.embedding(PACKAGES));
        int half = zip.length / 2;
        String model = Ml.post("/models/_register_meta", """
                {"name": "%s", "model_format": "ONNX", "total_chunks": 2, "model_content_hash_value": "%s",
                 "model_config": {"model_type": "bert", "embedding_dimension": 4, "framework_type": "sentence_transformers"}}"""
                .formatted(Ml.name("uploaded"), io.perch.base.Sha256.of(zip))).path("model_id");

        upload(model, 1, Arrays.copyOfRange(zip, half, zip.length));
        assertThat(Ml.get("/models/" + model + "/chunks").<List<Integer>>path("missing")).containsExactly(0);
        upload(model, 0, Arrays.copyOf(zip, half));
        // nobody deploys it: the first predict does
        Response predict = Ml.post("/_predict/text_embedding/" + model, "{\"text_docs\": [\"hello world\"]}");

        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        assertThat(predict.<List<Float>>path("inference_results[0].output[0].data")).hasSize(4);
    }

    @Test
    void aPretrainedModelNeedsItsNameOnly() {
        String name = Ml.name("hf/st/tiny");
        RepositoryServer.repository().holds(name, "1.0.1", TinyModels.embedding(PACKAGES));
        Response registered = Ml.post("/models/_register?deploy=true", Repository.registration(name, "1.0.1"));
        assertThat(Ml.ended(registered.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");

        Response predict = Ml.predict(registered.path("model_id"), "{\"text_docs\": [\"hello world\"]}");

        assertThat(predict.statusCode()).as(predict.asString()).isEqualTo(200);
        assertThat(predict.<List<Float>>path("inference_results[0].output[0].data")).hasSize(4);
    }

    @Test
    void aWrongHashFailsTheTaskAndLeavesNothing() {
        Path zip = TinyModels.embedding(PACKAGES);
        Response registered = Ml.post("/models/_register",
                Ml.registration(Ml.name("wrong"), files.url(zip.getFileName().toString()), "0".repeat(64)));

        Response task = Ml.ended(registered.path("task_id"));

        assertThat(task.<String>path("state")).isEqualTo("FAILED");
        assertThat(task.<String>path("code")).isEqualTo("hash_mismatch");
        assertThat(Ml.get("/models/" + registered.path("model_id")).statusCode()).isEqualTo(404);
    }

    @Test
    void aPackageThatIsNoZipFailsTheTask() throws IOException {
        Path text = Files.writeString(PACKAGES.resolve("no-zip.zip"), "this is no zip");
        Response registered = Ml.post("/models/_register",
                Ml.registration(Ml.name("text"), files.url("no-zip.zip"), Packages.sha256(text)));

        assertThat(Ml.ended(registered.path("task_id")).<String>path("code")).isEqualTo("package_unreadable");
    }

    @Test
    void aNetworkThatIsNoneFailsTheDeploy() {
        Path zip = TinyModels.garbage(PACKAGES);
        Response registered = Ml.post("/models/_register",
                Ml.registration(Ml.name("garbage"), files.url(zip.getFileName().toString()), Packages.sha256(zip)));
        Ml.ended(registered.path("task_id"));

        Response deploy = Ml.ended(Ml.post("/models/" + registered.path("model_id") + "/_deploy").path("task_id"));

        assertThat(deploy.<String>path("state")).isEqualTo("FAILED");
        assertThat(deploy.<String>path("code")).isEqualTo("engine_refused_model");
    }

    @Test
    void callersMistakesAreToldInOneEnvelope() {
        assertRefused(Ml.post("/models/_register", "{\"name\": "), 400, "json_malformed");
        assertRefused(Ml.post("/models/_register", "{}"), 400, "request_invalid");
        assertRefused(Ml.get("/models/unknown"), 404, "model_not_found");
        assertRefused(Ml.get("/tasks/unknown"), 404, "task_not_found");
        assertRefused(Ml.post("/models/unknown/_predict", "{\"text_docs\": [\"a\"]}"), 404, "model_not_found");
        assertRefused(Ml.setting("no_such_key", true), 400, "setting_unknown");
        assertThat(Ml.get("/nowhere").<String>path("code")).isEqualTo("path_unknown");
        assertThat(Ml.put("/models/_register", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void operatorsSeeHealthMetricsAndTheApi() {
        assertThat(given().get("/q/health/ready").<String>path("status")).isEqualTo("UP");
        assertThat(given().get("/q/metrics").asString()).contains("http_server_requests_seconds");
        assertThat(given().get("/q/openapi?format=json").<String>path("info.title")).isNotBlank();
        assertThat(given().get("/q/swagger-ui").statusCode()).isEqualTo(200);
    }

    private static String torchScript(String name, Path zip) {
        return Ml.registration(Ml.name(name), files.url(zip.getFileName().toString()), Packages.sha256(zip))
                .replace("\"ONNX\"", "\"TORCH_SCRIPT\"");
    }

    private static void upload(String model, int number, byte[] chunk) {
        Response answer = given().contentType("application/octet-stream").body(chunk)
                .post("/_plugins/_ml/models/" + model + "/upload_chunk/" + number);
        assertThat(answer.asString()).isEqualTo("{\"status\":\"Uploaded\"}");
    }

    private static void assertRefused(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("error.code")).isEqualTo(code);
    }
}
