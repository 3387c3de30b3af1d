package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id that nothing has is 404 everywhere, in the words of the original. */
@QuarkusTest
@WithTestResource(Servers.class)
class UnknownIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "%20", "..%2f..%2fetc", "%F0%9F%90%A6", "'%20or%201=1"})
    void everywhere(String id) {
        groupNotFound(Ml.get("/model_groups/" + id));
        groupNotFound(Ml.put("/model_groups/" + id, "{\"description\": \"d\"}"));
        groupNotFound(Ml.delete("/model_groups/" + id));
        modelNotFound(Ml.get("/models/" + id), "Failed to find model with the provided model id: ");
        modelNotFound(Ml.get("/models/" + id + "/chunks"), "Failed to find model with the provided model id: ");
        modelNotFound(Ml.put("/models/" + id, "{\"name\": \"n\"}"),
                "Failed to find model to update with the provided model id: ");
        modelNotFound(Ml.delete("/models/" + id), "Failed to find model");
        modelNotFound(Ml.post("/models/" + id + "/_deploy"), "Failed to find model");
        modelNotFound(Ml.post("/models/" + id + "/_undeploy"), "Failed to find model");
        modelNotFound(Ml.post("/models/" + id + "/_predict", "{}"), "Failed to find model with the provided model id: ");
        modelNotFound(Ml.post("/_predict/text_embedding/" + id, "{}"), "Failed to find model with the provided model id: ");
        taskNotFound(Ml.get("/tasks/" + id));
        taskNotFound(Ml.get("/tasks/" + id + "?wait=30s"));
        taskNotFound(Ml.delete("/tasks/" + id));
    }

    @Test
    void idsThatNoDatabaseHolds() {
        Refusal.of(Ml.get("/models/a%00b")).isInvalid().says("U+0000");
        Refusal.of(Ml.get("/model_groups/a%00b")).isInvalid().says("U+0000");
        Refusal.of(Ml.get("/tasks/a%00b")).isInvalid().says("U+0000");
        Refusal.of(Ml.post("/models/a%00b/_predict", "{}")).isInvalid().says("U+0000");
        Refusal.of(Ml.post("/models/_undeploy", "{\"model_ids\": [\"a\\u0000b\"]}")).isInvalid().says("U+0000");
    }

    @Test
    void aChunkOfNoModel() {
        modelNotFound(Ml.chunk("nobody", 0, new byte[] {1}), "Failed to find model");
    }

    @Test
    void aGroupToRegisterInto() {
        Refusal.of(Ml.post("/models/_register", Ml.with("\"model_group_id\": \"nobody\"",
                Ml.registration(Ml.name("m"), "http://127.0.0.1:1/x.zip", "0"))))
                .is(404, "status_exception", "group_not_found")
                .says("Failed to find model group with the provided model group id: nobody");
    }

    @Test
    void amongSeveralToUndeployIsNoFault() {
        Response answer = Ml.post("/models/_undeploy", "{\"model_ids\": [\"nobody\", \"nor-me\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Map<String, Map<String, Map<String, String>>>>path("$").values()).allSatisfy(node ->
                assertThat(node.get("stats")).isEqualTo(Map.of("nobody", "not_found", "nor-me", "not_found")));
    }

    private static void groupNotFound(Response answer) {
        Refusal.of(answer).is(404, "status_exception", "group_not_found")
                .says("Failed to find model group with the provided model group id: ");
    }

    private static void modelNotFound(Response answer, String words) {
        Refusal.of(answer).is(404, "status_exception", "model_not_found").says(words);
    }

    private static void taskNotFound(Response answer) {
        Refusal.of(answer).is(404, "status_exception", "task_not_found").says("Failed to find task");
    }
}
