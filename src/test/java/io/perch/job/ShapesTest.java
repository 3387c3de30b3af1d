package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The members of success answers and their order, as ML Commons 3.4.0 has them; where Perch adds some, they are marked
 * {@code added}. docs/compatibility.md has the reasons.
 */
@QuarkusTest
@WithTestResource(Servers.class)
class ShapesTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("shapes"));

    private static final List<String> WRITTEN =
            List.of("_index", "_id", "_version", "result", "forced_refresh", "_shards", "_seq_no", "_primary_term");

    @Test
    void groupIsCreatedReadChangedAndDeleted() {
        String name = Ml.name("shape");
        Response created = Ml.post("/model_groups/_register", "{\"name\": \"" + name + "\", \"description\": \"first\"}");
        String id = created.path("model_group_id");

        assertThat(Shape.of(created)).containsExactly("model_group_id", "status");
        assertThat(created.<String>path("status")).isEqualTo("CREATED");
        assertThat(Shape.of(Ml.get("/model_groups/" + id))).containsExactly(
                "name", "latest_version", "description", "access", "created_time", "last_updated_time");
        assertThat(Ml.put("/model_groups/" + id, "{\"description\": \"second\"}").asString())
                .isEqualTo("{\"status\":\"Updated\"}");
        Response deleted = Ml.delete("/model_groups/" + id);
        assertThat(Shape.of(deleted)).isEqualTo(WRITTEN);
        assertThat(deleted.<String>path("_index")).isEqualTo(".plugins-ml-model-group");
        assertThat(deleted.<String>path("result")).isEqualTo("deleted");
    }

    @Test
    void groupWhoseNameIsTakenNamesItsHolder() {
        String name = Ml.name("taken");
        String other = Ml.name("other");
        String id = Ml.post("/model_groups/_register", "{\"name\": \"" + name + "\"}").path("model_group_id");
        String otherId = Ml.post("/model_groups/_register", "{\"name\": \"" + other + "\"}").path("model_group_id");

        refused(Ml.post("/model_groups/_register", "{\"name\": \"" + name + "\"}"), 400, "illegal_argument_exception",
                "The name you provided is already being used by a model group with ID: " + id + ".");
        refused(Ml.put("/model_groups/" + otherId, "{\"name\": \"" + name + "\"}"), 400, "illegal_argument_exception",
                "The name you provided is already being used by another model with ID: " + id
                        + ". Please provide a different name");
    }

    @Test
    void groupWithModelsIsNotDeleted() {
        String group = Ml.get("/models/" + Ml.registered(ZIP)).path("model_group_id");

        refused(Ml.delete("/model_groups/" + group), 409, "status_exception",
                "Cannot delete the model group when it has associated model versions");
    }

    @Test
    void registerAnswersItsTaskAndTheTaskItsModel() {
        Response registered = Ml.post("/models/_register", Ml.registration(Ml.name("shape"), ZIP));
        Response task = Ml.ended(registered.path("task_id"));

        assertThat(Shape.of(registered)).containsExactly("task_id", "status", "model_id" /* added */);
        assertThat(registered.<String>path("status")).isEqualTo("CREATED");
        assertThat(Shape.of(task)).containsExactly("task_id" /* added */, "model_id", "task_type", "function_name", "state",
                "progress" /* added */, "worker_node", "create_time", "last_update_time", "is_async",
                "stage", "attempts" /* added */);
        assertThat(task.<String>path("task_type")).isEqualTo("REGISTER_MODEL");
        assertThat(task.<String>path("state")).isEqualTo("COMPLETED");
        assertThat(task.<String>path("stage")).isEqualTo("STORE");
        assertThat(task.<Integer>path("progress")).isEqualTo(100);
        assertThat(task.<Boolean>path("is_async")).isTrue();
    }

    @Test
    void failedRegisterSaysWhyAndHasNoModel() {
        String wrong = "0".repeat(64);
        Response registered = Ml.post("/models/_register", Ml.registration(Ml.name("shape"), ZIP.toUri().toString(), wrong));
        Response task = Ml.ended(registered.path("task_id"));

        assertThat(Shape.of(task)).containsExactly("task_id" /* added */, "task_type", "function_name", "state",
                "progress" /* added */, "worker_node", "create_time", "last_update_time", "error", "is_async",
                "stage", "attempts", "code", "hint" /* added */);
        assertThat(task.<String>path("state")).isEqualTo("FAILED");
        assertThat(task.<String>path("stage")).isEqualTo("VERIFY");
        assertThat(task.<String>path("error")).startsWith("model content changed");
    }

    @Test
    void downloadThatIsRefusedFailsAtOnce() {
        Response registered = Ml.post("/models/_register",
                Ml.registration(Ml.name("shape"), "http://127.0.0.1:1/model.zip", Packages.sha256(ZIP)));

        Response task = Ml.ended(registered.path("task_id"));
        assertThat(task.<String>path("code")).isEqualTo("fetch_failed");
        assertThat(task.<String>path("error")).contains("refused");
    }

    @Test
    void modelShowsWhatItsStateHas() {
        String id = Ml.registered(ZIP);
        Response registered = Ml.get("/models/" + id);
        assertThat(Shape.of(registered)).isEqualTo(model());
        assertThat(registered.<String>path("model_state")).isEqualTo("REGISTERED");
        assertThat(registered.<String>path("model_version")).isEqualTo("1");
        assertThat(Shape.of(registered, "/model_config")).containsExactly("model_type", "embedding_dimension", "framework_type");
        assertThat(registered.<String>path("model_config.framework_type")).isEqualTo("SENTENCE_TRANSFORMERS");

        Response deploying = Ml.post("/models/" + id + "/_deploy");
        assertThat(Shape.of(deploying)).containsExactly("task_id", "task_type", "status");
        assertThat(deploying.<String>path("task_type")).isEqualTo("DEPLOY_MODEL");
        assertThat(deploying.<String>path("status")).isEqualTo("CREATED");
        assertThat(Ml.ended(deploying.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
        Response deployed = Ml.get("/models/" + id);
        assertThat(Shape.of(deployed)).isEqualTo(model("last_deployed_time", "planning_worker_node_count",
                "current_worker_node_count", "planning_worker_nodes", "deploy_to_all_nodes"));
        assertThat(deployed.<String>path("model_state")).isEqualTo("DEPLOYED");

        refused(Ml.delete("/models/" + id), 400, "status_exception",
                "Model cannot be deleted in deploying or deployed state. Try undeploy model first then delete");

        String node = deployed.path("planning_worker_nodes[0]");
        assertThat(Ml.post("/models/" + id + "/_undeploy").asString())
                .isEqualTo("{\"%s\":{\"stats\":{\"%s\":\"undeployed\"}}}".formatted(node, id));
        assertThat(Ml.post("/models/" + id + "/_undeploy").asString())
                .isEqualTo("{\"%s\":{\"stats\":{\"%s\":\"not_found\"}}}".formatted(node, id));
        Response undeployed = Ml.get("/models/" + id);
        assertThat(Shape.of(undeployed)).isEqualTo(model("last_deployed_time", "last_undeployed_time"));
        assertThat(undeployed.<String>path("model_state")).isEqualTo("UNDEPLOYED");

        Response deleted = Ml.delete("/models/" + id);
        assertThat(Shape.of(deleted)).isEqualTo(WRITTEN);
        assertThat(deleted.<String>path("_index")).isEqualTo(".plugins-ml-model");
        refused(Ml.get("/models/" + id), 404, "status_exception", "Failed to find model with the provided model id: " + id);
    }

    @Test
    void deployThatFailsTellsWhyPerNode() {
        String id = Ml.registered(TinyModels.garbage(Packages.folder("shapes")));

        Response task = Ml.ended(Ml.post("/models/" + id + "/_deploy").path("task_id"));
        assertThat(task.<String>path("state")).isEqualTo("FAILED");
        assertThat(task.<String>path("model_id")).isEqualTo(id);
        assertThat(task.<String>path("error")).startsWith("{\"").contains("\":\"");
        assertThat(Ml.get("/models/" + id).<String>path("model_state")).isEqualTo("DEPLOY_FAILED");
    }

    @Test
    void updateIsAWriteAndIsEnabledShowsOnlyWhenOff() {
        String id = Ml.registered(ZIP);

        Response updated = Ml.put("/models/" + id, "{\"description\": \"new\", \"is_enabled\": false}");
        assertThat(Shape.of(updated)).isEqualTo(WRITTEN);
        assertThat(updated.<String>path("result")).isEqualTo("updated");
        assertThat(Ml.get("/models/" + id).<Boolean>path("is_enabled")).isFalse();
        refused(Ml.post("/models/" + id + "/_predict", "{\"text_docs\": [\"hello\"]}"), 403, "status_exception",
                "Model is disabled.");
        refused(Ml.put("/models/" + id, "{\"is_enabled\": \"maybe\"}"), 400, "illegal_argument_exception",
                "Failed to parse value [maybe] as only [true] or [false] are allowed.");
        Ml.put("/models/" + id, "{\"is_enabled\": true}");
        assertThat(Shape.of(Ml.get("/models/" + id))).doesNotContain("is_enabled").contains("description");
    }

    @Test
    void predictAnswersTensorsPerText() {
        String id = Ml.deployed(ZIP);

        Response both = Ml.post("/models/" + id + "/_predict", """
                {"text_docs": ["hello", "sun"], "return_bytes": true, "target_response": ["sentence_embedding"]}""");
        assertThat(Shape.of(both)).containsExactly("inference_results");
        assertThat(both.<List<?>>path("inference_results")).hasSize(2);
        assertThat(Shape.of(both, "/inference_results/1")).containsExactly("output");
        assertThat(Shape.of(both, "/inference_results/1/output/0"))
                .containsExactly("name", "data_type", "shape", "data", "byte_buffer");
        assertThat(Shape.of(both, "/inference_results/0/output/0/byte_buffer")).containsExactly("array", "order");
        assertThat(both.<String>path("inference_results[0].output[0].name")).isEqualTo("sentence_embedding");
        assertThat(both.<String>path("inference_results[0].output[0].data_type")).isEqualTo("FLOAT32");
        assertThat(both.<List<Integer>>path("inference_results[0].output[0].shape")).containsExactly(4);
        assertThat(both.<String>path("inference_results[0].output[0].byte_buffer.order")).isEqualTo("LITTLE_ENDIAN");

        Response bare = Ml.post("/_predict/SPARSE_encoding/" + id, "{\"text_docs\": [5], \"return_number\": false}");
        assertThat(Shape.of(bare, "/inference_results/0/output/0")).containsExactly("name", "data_type", "shape");
        assertThat(Ml.post("/models/" + id + "/_predict", "{\"text_docs\": [\"sun\"], \"target_response\": [\"no\"]}").asString())
                .isEqualTo("{\"inference_results\":[{}]}");
        refused(Ml.post("/models/" + id + "/_predict", "{}"), 400, "illegal_argument_exception", "Empty text docs");
        refused(Ml.post("/models/" + id + "/_predict"), 400, "parse_exception", "request body is required");
    }

    @Test
    void uploadIsAnnouncedAndWaitsForItsChunks() {
        Response created = Ml.post("/models/_register_meta", """
                {"name": "%s", "function_name": "SPARSE_TOKENIZE", "model_format": "torch_script", "total_chunks": 2,
                 "model_content_hash_value": "%s", "model_content_size_in_bytes": 10000001}"""
                .formatted(Ml.name("shape"), "a".repeat(64)));
        String id = created.path("model_id");

        assertThat(Shape.of(created)).containsExactly("model_id", "status");
        assertThat(created.<String>path("status")).isEqualTo("CREATED");
        Response registering = Ml.get("/models/" + id);
        assertThat(Shape.of(registering)).containsExactly("name", "model_group_id", "algorithm", "model_version", "model_format",
                "model_state", "model_content_size_in_bytes", "model_content_hash_value", "created_time", "last_updated_time",
                "total_chunks", "is_hidden");
        assertThat(registering.<String>path("model_state")).isEqualTo("REGISTERING");
        assertThat(Ml.get("/models/" + id + "/chunks").asString())
                .isEqualTo("{\"model_id\":\"%s\",\"total_chunks\":2,\"received\":[],\"missing\":[0,1]}".formatted(id));
    }

    @Test
    void settingsAreRenderedAsTexts() {
        assertThat(Ml.setting("max_model_on_node", 11).asString()).isEqualTo("{\"acknowledged\":true,\"persistent\":"
                + "{\"plugins\":{\"ml_commons\":{\"max_model_on_node\":\"11\"}}},\"transient\":{}}");
        Response flat = RestAssured.get("/_cluster/settings?flat_settings=true&include_defaults=true");
        assertThat(Shape.of(flat)).containsExactly("persistent", "transient", "defaults");
        assertThat(Shape.tree(flat).at("/persistent/plugins.ml_commons.max_model_on_node").asText()).isEqualTo("11");
        assertThat(Ml.setting("max_model_on_node", null).asString())
                .isEqualTo("{\"acknowledged\":true,\"persistent\":{},\"transient\":{}}");
        refused(Ml.setting("max_model_on_node", "abc"), 400, "illegal_argument_exception",
                "Failed to parse value [abc] for setting [plugins.ml_commons.max_model_on_node]");
    }

    @Test
    void registerThatLacksItsNameSaysThatFirst() {
        assertThat(reason(Ml.post("/models/_register", "{}"))).startsWith("model name is null; model format is null");
        assertThat(reason(Ml.post("/models/_register_meta", "{}"))).startsWith("model name is null; model format is null");
        // what else would be wanted depends on the function
        assertThat(reason(Ml.post("/models/_register", """
                {"name": "m", "function_name": "NOPE", "model_format": "ONNX", "url": "http://localhost/m.zip"}""")))
                .isEqualTo("Wrong function name");
        assertThat(reason(Ml.post("/models/_register", """
                {"name": "m", "model_format": "TF", "url": "http://localhost/m.zip"}""")))
                .isEqualTo("Wrong model format; model config is null");
        assertThat(reason(Ml.post("/models/_register", "{\"name\": \"m\", \"function_name\": \"remote\"}")))
                .startsWith("You must provide connector content when creating a remote model without connector id!");
    }

    /** The members of a registered model, with those of its state at their places. */
    private static List<String> model(String... ofItsState) {
        List<String> members = new ArrayList<>(List.of("name", "model_group_id", "algorithm", "model_version", "model_format",
                "model_state", "model_content_size_in_bytes", "model_content_hash_value", "model_config", "created_time",
                "last_updated_time", "last_registered_time"));
        for (String member : ofItsState) {
            if (member.startsWith("last_")) {
                members.add(member);
            }
        }
        members.add("total_chunks");
        for (String member : ofItsState) {
            if (!member.startsWith("last_")) {
                members.add(member);
            }
        }
        members.add("is_hidden");
        return members;
    }

    private static String reason(Response refusal) {
        assertThat(refusal.statusCode()).as(refusal.asString()).isEqualTo(400);
        return refusal.path("error.reason");
    }

    private static void refused(Response answer, int status, String type, String reason) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(Shape.of(answer)).containsExactly("error", "status");
        assertThat(Shape.of(answer, "/error")).startsWith("root_cause", "type", "reason", "code");
        assertThat(answer.<Integer>path("status")).isEqualTo(status);
        assertThat(answer.<String>path("error.type")).isEqualTo(type);
        assertThat(answer.<String>path("error.reason")).isEqualTo(reason);
        assertThat(answer.<String>path("error.root_cause[0].type")).isEqualTo(type);
        assertThat(answer.<String>path("error.root_cause[0].reason")).isEqualTo(reason);
    }
}
