package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.ForeignReplica;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.SlowSource;
import io.perch.testing.Sql;
import io.perch.testing.TestClock;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of two replicas: the other one is played by the rows that it would write. */
@QuarkusTest
@WithTestResource(Servers.class)
class OtherReplicasTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("other-replicas"));

    @Inject
    TestClock clock;

    ForeignReplica other;
    long filesBefore;

    @BeforeEach
    void anotherReplicaArrives() {
        other = new ForeignReplica();
        filesBefore = workFiles();
    }

    @AfterEach
    void itLeaves() {
        other.close();
    }

    @Test
    void aDeployEndsWhenBothHoldTheModel() {
        String model = Ml.registered(ZIP);

        String task = deploy(model);

        Await.until("this replica holds it", () -> state(model).equals("PARTIALLY_DEPLOYED"));
        Await.until("its task runs", () -> Ml.get("/tasks/" + task).<String>path("state").equals("RUNNING"));
        other.loads(model);
        Response ended = Ml.ended(task);
        assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("COMPLETED");
        assertThat(ended.<List<String>>path("worker_node")).hasSize(2).contains(other.id());
        Response shown = Ml.get("/models/" + model);
        assertThat(shown.<String>path("model_state")).isEqualTo("DEPLOYED");
        assertThat(shown.<Integer>path("planning_worker_node_count")).isEqualTo(2);
        assertThat(shown.<Integer>path("current_worker_node_count")).isEqualTo(2);
        assertThat(shown.<List<String>>path("planning_worker_nodes")).contains(other.id());
    }

    @Test
    void aDeployThatFailsOnOneOfTwoSaysWhere() {
        String model = Ml.registered(ZIP);
        String task = deploy(model);
        Await.until("this replica holds it", () -> state(model).equals("PARTIALLY_DEPLOYED"));

        other.fails(model, "no room");

        Response ended = Ml.ended(task);
        assertThat(ended.<String>path("state")).isEqualTo("COMPLETED_WITH_ERROR");
        assertThat(ended.<String>path("error")).isEqualTo("{\"" + other.id() + "\":\"no room\"}");
        assertThat(state(model)).isEqualTo("PARTIALLY_DEPLOYED");
    }

    @Test
    void aReplicaThatDiesIsNotWaitedFor() {
        String model = Ml.registered(ZIP);
        String task = deploy(model);
        Await.until("this replica holds it", () -> state(model).equals("PARTIALLY_DEPLOYED"));

        other.dies();

        assertThat(Ml.ended(task).<String>path("state")).isEqualTo("COMPLETED");
        Response shown = Ml.get("/models/" + model);
        assertThat(shown.<String>path("model_state")).isEqualTo("DEPLOYED");
        assertThat(shown.<List<String>>path("planning_worker_nodes")).hasSize(1).doesNotContain(other.id());
    }

    @Test
    void aTaskIsLeftToWhoeverHasTakenItAndTakenOverFromTheDead() {
        String model = Ml.registered(ZIP);
        String task = deploy(model);
        Await.until("it runs", () -> Ml.get("/tasks/" + task).<String>path("state").equals("RUNNING"));
        other.takes(task);
        other.loads(model);
        Await.until("this replica is done", () -> state(model).equals("DEPLOYED"));
        assertThat(Ml.get("/tasks/" + task).<String>path("state")).isEqualTo("RUNNING");

        other.abandons(task, 1);

        Response ended = Ml.ended(task);
        assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("COMPLETED");
        assertThat(ended.<Integer>path("attempts")).isEqualTo(2);
    }

    @Test
    void whoLosesItsLeaseLetsTheTaskGo() {
        try (SlowSource source = new SlowSource(ZIP)) {
            Response register = register(source);
            source.awaitHalf();
            other.takes(register.path("task_id"));
            Await.until("the download is given up", () -> workFiles() == filesBefore);
            source.goOn();

            assertThat(Ml.get("/tasks/" + register.path("task_id")).<String>path("state")).isEqualTo("RUNNING");

            other.abandons(register.path("task_id"), 1);
            assertThat(Ml.ended(register.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
            assertThat(state(register.path("model_id"))).isEqualTo("REGISTERED");
        }
    }

    @Test
    void aTaskThatEndedThreeReplicasIsGivenUp() {
        try (SlowSource source = new SlowSource(ZIP)) {
            Response register = register(source);
            source.awaitHalf();

            other.takes(register.path("task_id"));
            Await.until("the download is given up", () -> workFiles() == filesBefore);
            other.abandons(register.path("task_id"), 3);

            Response ended = Ml.ended(register.path("task_id"));
            assertThat(ended.<String>path("state")).isEqualTo("FAILED");
            assertThat(ended.<String>path("code")).isEqualTo("task_abandoned");
            assertThat(Ml.get("/models/" + register.path("model_id")).statusCode()).isEqualTo(404);
        }
    }

    /** Or a heartbeat would be taken for progress, and a deploy that is stuck would never be given up. */
    @Test
    void replicasAreInTheSameOrderWhoeverWasSeenLast() {
        String model = Ml.registered(ZIP);
        deploy(model);
        List<String> before = Ml.get("/models/" + model).path("planning_worker_nodes");
        assertThat(before).hasSize(2);

        for (String replica : before) {
            Sql.execute("UPDATE worker SET alive_until = alive_until WHERE id = ?", replica);
            assertThat(Ml.get("/models/" + model).<List<String>>path("planning_worker_nodes")).isEqualTo(before);
        }
    }

    @Test
    void aTaskWithoutProgressFailsAndIsUndone() {
        String model = Ml.registered(ZIP);
        String task = deploy(model);
        Await.until("this replica holds it", () -> Integer.valueOf(50).equals(Ml.get("/tasks/" + task).path("progress")));

        clock.advance(Duration.ofMinutes(11));

        Response ended = Ml.ended(task);
        assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("FAILED");
        assertThat(ended.<String>path("code")).isEqualTo("task_timed_out");
        assertThat(ended.<String>path("error")).contains("600 seconds").contains("LOAD");
        assertThat(state(model)).isEqualTo("DEPLOY_FAILED");
    }

    @Test
    void aRegisterWithoutProgressLeavesNothingBehind() {
        try (SlowSource source = new SlowSource(ZIP)) {
            Response register = register(source);
            source.awaitHalf();

            clock.advance(Duration.ofMinutes(11));

            Response ended = Ml.ended(register.path("task_id"));
            assertThat(ended.<String>path("state")).as(ended.asString()).isEqualTo("FAILED");
            assertThat(ended.<String>path("code")).isEqualTo("task_timed_out");
            assertThat(ended.<String>path("error")).contains("FETCH");
            assertThat(Ml.get("/models/" + register.path("model_id")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whoWaitsForATaskIsWokenByItsEnd() {
        String model = Ml.registered(ZIP);
        String task = deploy(model);
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> Ml.get("/tasks/" + task + "?wait=60s"));
        Await.until("this replica holds it", () -> state(model).equals("PARTIALLY_DEPLOYED"));

        other.loads(model);

        assertThat(waiting.join().<String>path("state")).isEqualTo("COMPLETED");
    }

    private static Response register(SlowSource source) {
        return Ml.post("/models/_register", Ml.registration(Ml.name("slow"), source.url(), Packages.sha256(ZIP)));
    }

    private static long workFiles() {
        return Packages.filesUnder(Path.of("target", "test-work"), ".zip");
    }

    private static String deploy(String model) {
        return Ml.post("/models/" + model + "/_deploy").path("task_id");
    }

    private static String state(String model) {
        return Ml.get("/models/" + model).path("model_state");
    }
}
