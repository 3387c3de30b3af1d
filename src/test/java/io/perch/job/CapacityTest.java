package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.AtOnce;
import io.perch.testing.Await;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A deploy that does not fit is refused with the numbers, before anything is loaded. */
@QuarkusTest
@WithTestResource(Servers.class)
class CapacityTest {

    /** Remote models take no place. */
    private static final String HELD = "SELECT count(*) FROM holding h JOIN model m ON m.id = h.model_id"
            + " WHERE h.state = 'LOADED' AND m.function_name <> 'REMOTE'";

    private static final Path ZIP = TinyModels.embedding(Packages.folder("capacity"));

    @Test
    void noModelFitsWhereNoneMayBe() {
        assertRefused("max_model_on_node", 0, "too_many_models", "at most 0");
    }

    @Test
    void oneMoreModelThanMayBeIsRefusedAndAFailedOneDoesNotCount() {
        Ml.deployed(ZIP);
        long held = Sql.number(HELD);
        assertRefused("max_model_on_node", held, "too_many_models", "model " + (held + 1) + " of at most " + held);
        Ml.setting("max_model_on_node", held + 1);
        try {
            assertThat(deploy(Ml.registered(ZIP)).<String>path("state")).isEqualTo("COMPLETED");
        } finally {
            Ml.setting("max_model_on_node", null);
        }
    }

    @Test
    void ofThreeModelsThatWantTheLastPlaceOneGetsIt() {
        List<String> models = Stream.generate(() -> Ml.registered(ZIP)).limit(3).toList();
        Ml.setting("max_model_on_node", Sql.number(HELD) + 1);
        try {
            List<Response> tasks = AtOnce.run(3, caller -> deploy(models.get(caller)));

            assertThat(tasks).extracting(task -> task.<String>path("state"))
                    .containsExactlyInAnyOrder("COMPLETED", "FAILED", "FAILED");
        } finally {
            Ml.setting("max_model_on_node", null);
        }
    }

    @Test
    void aFullDiskRefuses() {
        assertRefused("disk_free_space_threshold", "1000000gb", "disk_short", "at least " + 1_000_000L * 1024 + " MiB must be");
    }

    @Test
    void aFullHeapRefuses() {
        assertRefused("jvm_heap_memory_threshold", 0, "memory_short", "at most 0% may be");
    }

    @Test
    void memoryThatIsNearlyFullRefuses() {
        assertRefused("native_memory_threshold", 0, "memory_short", "at most 0% may be");
    }

    @Test
    void whoIsIdleBeyondItsTimeToLiveMakesRoomByItself() {
        // the job that undeploys such models anyway must not come first
        Ml.setting("sync_up_job_interval_in_seconds", 0);
        try {
            String expired = Ml.deployed(Ml.with("\"deploy_setting\": {\"model_ttl_minutes\": 0}",
                    Ml.registration(Ml.name("expired"), ZIP)));
            Ml.setting("max_model_on_node", Sql.number(HELD));

            assertThat(deploy(Ml.registered(ZIP)).<String>path("state")).isEqualTo("COMPLETED");

            assertThat(Ml.get("/models/" + expired).<String>path("model_state")).isEqualTo("UNDEPLOYED");
        } finally {
            Ml.setting("max_model_on_node", null);
            Ml.setting("sync_up_job_interval_in_seconds", null);
        }
    }

    private static void assertRefused(String setting, Object value, String code, String numbers) {
        String model = Ml.registered(ZIP);
        Ml.setting(setting, value);
        try {
            Response task = deploy(model);

            assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("FAILED");
            assertThat(task.<String>path("code")).isEqualTo(code);
            assertThat(task.<String>path("error")).contains(numbers);
            assertThat(Ml.get("/models/" + model).<String>path("model_state")).isEqualTo("DEPLOY_FAILED");
        } finally {
            Ml.setting(setting, null);
        }
        assertThat(deploy(model).<String>path("state")).isEqualTo("COMPLETED");
        Ml.post("/models/" + model + "/_undeploy");
        Await.until("it is gone", () -> Sql.number("SELECT count(*) FROM holding WHERE model_id = ?", model) == 0);
    }

    private static Response deploy(String model) {
        return Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
    }
}
