package io.perch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.FileServer;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.SlowSource;
import io.perch.testing.TinyModels;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on one database. */
class TwoReplicasIT {

    private static final Path FOLDER = Packages.folder("two-replicas-it");
    private static final Path ZIP = TinyModels.embedding(FOLDER);

    PerchProcess one;
    PerchProcess other;

    @BeforeEach
    void start() {
        OwnDatabase database = OwnDatabase.create("two_replicas");
        one = new PerchProcess("one", database);
        other = new PerchProcess("other", database);
        one.start();
        other.start();
        one.setting("allow_registering_model_via_url", true);
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
    }

    @Test
    void bothHoldWhatIsDeployedAndHonourWhatEitherIsTold() {
        String model = deployed();
        Response shown = other.get("/models/" + model);
        assertThat(shown.<String>path("model_state")).isEqualTo("DEPLOYED");
        assertThat(shown.<Integer>path("planning_worker_node_count")).isEqualTo(2);
        assertThat(shown.<Integer>path("current_worker_node_count")).isEqualTo(2);
        assertThat(one.predict(model).statusCode()).isEqualTo(200);
        assertThat(other.predict(model).statusCode()).isEqualTo(200);

        one.setting("local_model.enabled", false);
        Await.until("the other honours the setting", () -> other.predict(model).statusCode() == 400);
        other.setting("local_model.enabled", true);
        Await.until("the one honours the setting", () -> one.predict(model).statusCode() == 200);

        one.put("/models/" + model, "{\"is_enabled\": false}");
        Await.until("the other refuses a disabled model", () -> other.predict(model).statusCode() == 403);
        other.put("/models/" + model, "{\"is_enabled\": true}");
        Await.until("the one serves it again", () -> one.predict(model).statusCode() == 200);

        one.setting("model_auto_deploy.enable", false);
        one.post("/models/" + model + "/_undeploy");
        Await.until("the other has let it go", () -> other.predict(model).statusCode() == 400);
    }

    @Test
    void theStateFollowsAReplicaThatIsKilledAndComesBack() {
        String model = deployed();

        other.kill();

        Await.until("the dead replica counts no more",
                () -> one.get("/models/" + model).<Integer>path("planning_worker_node_count") == 1);
        assertThat(one.state(model)).isEqualTo("DEPLOYED");
        assertThat(one.predict(model).statusCode()).isEqualTo(200);
        other.start();
        assertThat(other.predict(model).statusCode()).isEqualTo(200);
        Await.until("both hold it", () -> one.get("/models/" + model).<Integer>path("current_worker_node_count") == 2);
    }

    @Test
    void aTaskGoesOnWithTheOtherWhenItsReplicaStops() {
        try (SlowSource source = new SlowSource(ZIP)) {
            String task = one.post("/models/_register",
                    Ml.registration("model", source.url(), Packages.sha256(ZIP))).path("task_id");
            source.awaitHalf();
            String worker = one.get("/tasks/" + task).<List<String>>path("worker_node").getFirst();

            PerchProcess leaves = one.id().equals(worker) ? one : other;
            PerchProcess stays = leaves == one ? other : one;

            leaves.stop();
            source.goOn();

            Response ended = stays.ended(task);
            assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("COMPLETED");
            assertThat(ended.<Integer>path("attempts")).isEqualTo(1);
            assertThat(ended.<List<String>>path("worker_node")).doesNotContain(worker);
        }
    }

    private String deployed() {
        try (FileServer source = new FileServer(FOLDER)) {
            Response register = one.post("/models/_register",
                    Ml.registration("model", source.url("embedding.zip"), Packages.sha256(ZIP)));
            assertThat(one.ended(register.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
            String model = register.path("model_id");
            Response deploy = one.ended(one.post("/models/" + model + "/_deploy").path("task_id"));
            assertThat(deploy.<String>path("state")).as(deploy.asString()).isEqualTo("COMPLETED");
            return model;
        }
    }
}
