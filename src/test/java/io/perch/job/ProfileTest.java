package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.ForeignReplica;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.Sql;
import io.perch.testing.TestClock;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F1 to F5: what runs where, and how fast. */
@QuarkusTest
@WithTestResource(Servers.class)
class ProfileTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("profile"));
    private static final String HELLO = "{\"text_docs\": [\"hello\"]}";

    @Inject
    TestClock clock;

    @Test
    void aModelIsShownAsTheOriginalShowsIt() {
        String model = Ml.deployed(ZIP);
        Ml.predict(model, HELLO);
        Ml.predict(model, HELLO);

        Map<String, Object> here = here(model, Ml.get("/profile/models/" + model));

        String node = node();
        assertThat(here.keySet()).startsWith("model_state", "predictor", "target_worker_nodes", "worker_nodes",
                "model_inference_stats", "predict_request_stats", "memory_size_estimation_cpu", "memory_size_estimation_gpu");
        assertThat(here).containsEntry("model_state", "DEPLOYED").containsEntry("engine", "onnxruntime")
                .containsEntry("target_worker_nodes", List.of(node)).containsEntry("worker_nodes", List.of(node))
                .containsEntry("queued_texts", 0).containsEntry("busy_workers", 0);
        Map<String, Object> requests = stats(here, "predict_request_stats");
        assertThat(requests).containsOnlyKeys("count", "max", "min", "average", "p50", "p90", "p99").containsEntry("count", 2);
        Map<String, Object> inferences = stats(here, "model_inference_stats");
        assertThat((float) inferences.get("max")).isPositive().isLessThanOrEqualTo((float) requests.get("max"));
        assertThat((int) here.get("memory_size_estimation_cpu")).isPositive();
        Ml.remove(model);
    }

    @Test
    void severalAreNamedWithCommas() {
        String first = SharedModels.embedding();
        String second = SharedModels.asymmetric();

        Response both = Ml.get("/profile/models/" + first + "," + second);

        assertThat(both.<Map<String, Object>>path("nodes.'" + node() + "'.models")).containsOnlyKeys(first, second);
        assertThat(Ml.get("/profile/models").<Map<String, Object>>path("nodes.'" + node() + "'.models")).containsKeys(first, second);
    }

    @Test
    void byModel() {
        String model = SharedModels.embedding();

        Response answer = Ml.get("/profile/models/" + model + "?view=model");

        assertThat(answer.<Map<String, Object>>path("$")).containsOnlyKeys("models");
        assertThat(answer.<List<String>>path("models.'" + model + "'.worker_nodes")).containsExactly(node());
        assertThat(answer.<List<String>>path("models.'" + model + "'.target_worker_nodes")).containsExactly(node());
        assertThat(answer.<String>path("models.'" + model + "'.nodes.'" + node() + "'.model_state")).isEqualTo("DEPLOYED");
    }

    @Test
    void otherReplicasAreShownAsFarAsTheDatabaseKnowsThem() {
        String model = Ml.deployed(ZIP);
        try (ForeignReplica other = new ForeignReplica()) {
            other.fails(model, "no");

            Response answer = Ml.get("/profile/models/" + model);

            Map<String, Object> there = answer.path("nodes.'" + other.id() + "'.models.'" + model + "'");
            assertThat(there).containsOnlyKeys("model_state", "target_worker_nodes", "worker_nodes")
                    .containsEntry("model_state", "DEPLOY_FAILED").containsEntry("worker_nodes", List.of(node()));
            assertThat(here(model, answer)).containsEntry("model_state", "DEPLOYED");
        }
        Ml.remove(model);
    }

    @Test
    void afterAnUndeployOnlyTheTimesOfTheRequestsStay() {
        String model = Ml.deployed(ZIP);
        Ml.predict(model, HELLO);
        Ml.post("/models/" + model + "/_undeploy");
        Await.until("it is gone", () -> Sql.number("SELECT count(*) FROM holding WHERE model_id = ?", model) == 0);

        assertThat(here(model, Ml.get("/profile/models/" + model))).containsOnlyKeys("predict_request_stats");

        Ml.remove(model);
    }

    @Test
    void theWindowIsASetting() {
        String model = Ml.deployed(ZIP);
        Ml.setting("monitoring_request_count", 2);
        try {
            IntStream.range(0, 3).forEach(call -> Ml.predict(model, HELLO));
            assertThat(stats(here(model, Ml.get("/profile/models/" + model)), "predict_request_stats")).containsEntry("count", 2);

            Ml.setting("monitoring_request_count", 0);
            Ml.predict(model, HELLO);

            assertThat(here(model, Ml.get("/profile/models/" + model))).containsKey("model_state")
                    .doesNotContainKeys("predict_request_stats", "model_inference_stats");
        } finally {
            Ml.setting("monitoring_request_count", null);
        }
        Ml.remove(model);
    }

    @Test
    void tasksAreShownWhileTheyHaveNotEnded() {
        String ended = Ml.post("/models/_register", Ml.registration(Ml.name("m"), "http://127.0.0.1:1/x.zip", "0")).path("task_id");
        Ml.ended(ended);
        String open = Ml.name("task");
        long now = clock.millis();
        Sql.execute("""
                INSERT INTO task (id, type, state, model_id, input, worker_nodes, lease_owner, lease_until, create_time, last_update_time)
                VALUES (?, 'DEPLOY_MODEL', 'RUNNING', 'some-model', '{}', 'n1,n2', 'n1', now() + interval '1 hour', ?, ?)""",
                open, now, now);

        assertThat(Ml.get("/profile/tasks/" + ended).asString()).isEqualTo("{}");
        Response answer = Ml.get("/profile/tasks/" + open);
        assertThat(answer.<Map<String, Object>>path("nodes")).containsOnlyKeys("n1", "n2");
        assertThat(answer.<String>path("nodes.n2.tasks.'" + open + "'.state")).isEqualTo("RUNNING");
        assertThat(Ml.get("/profile/tasks?view=model").<String>path("models.'some-model'.tasks.'" + open + "'.task_type"))
                .isEqualTo("DEPLOY_MODEL");

        Sql.execute("DELETE FROM task WHERE id = ?", open);
    }

    @Test
    void theBodyChooses() {
        String model = SharedModels.embedding();

        assertThat(profile("{\"model_ids\": [\"" + model + "\"]}").<Map<String, Object>>path("nodes.'" + node() + "'.models"))
                .containsOnlyKeys(model);
        assertThat(profile("{\"return_all_models\": true}").<Map<String, Object>>path("nodes.'" + node() + "'.models")).containsKey(model);
        assertThat(profile("{\"node_ids\": [\"x\"], \"model_ids\": [\"" + model + "\"], \"return_all_tasks\": true}").asString())
                .isEqualTo("{}");
        assertThat(Ml.get("/profile").<Map<String, Object>>path("nodes.'" + node() + "'.models")).containsKey(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profile/models/nope", "/profile/tasks/nope", "/profile/models/nope?view=model"})
    void nothingIsAnEmptyObject(String path) {
        assertThat(Ml.get(path).asString()).isEqualTo("{}");
    }

    @Test
    void whatCannotBeShownIsRefused() {
        Refusal.of(Ml.get("/profile?view=sideways")).isInvalid().says("view is [sideways]").advises("node or model");
        Refusal.of(profile("{\"model_ids\": \"m\"}")).isInvalid().says("Field [model_ids] must be an array of strings");
        String many = IntStream.range(0, 101).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Refusal.of(Ml.get("/profile/models/" + many)).isInvalid().says("101 ids were given, at most 100");
    }

    private static Response profile(String body) {
        return given().contentType(ContentType.JSON).body(body).get("/_plugins/_ml/profile");
    }

    private static Map<String, Object> here(String model, Response answer) {
        return answer.path("nodes.'" + node() + "'.models.'" + model + "'");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stats(Map<String, Object> model, String name) {
        return (Map<String, Object>) model.get(name);
    }

    private static String node() {
        return Sql.text("SELECT id FROM worker WHERE alive_until > now() AND id NOT LIKE 'foreign%'");
    }
}
