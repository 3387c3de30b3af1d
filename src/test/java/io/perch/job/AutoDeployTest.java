package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.AtOnce;
import io.perch.testing.Await;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
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
import org.junit.jupiter.api.Test;

/** Models that come when they are asked for, and go when nobody asks. */
@QuarkusTest
@WithTestResource(Servers.class)
class AutoDeployTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("auto-deploy"));
    private static final String QUESTION = "{\"text_docs\": [\"hello world\"]}";

    @Inject
    TestClock clock;

    @Test
    void aHundredFirstCallersCauseOneLoad() {
        String model = Ml.registered(ZIP);

        List<Response> answers = AtOnce.run(100, caller -> predict(model));

        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(deploys(model)).isEqualTo(1);
        Await.until("it counts as deployed", () -> state(model).equals("DEPLOYED"));
    }

    @Test
    void isRefusedWhereTheClusterForbidsIt() {
        String model = Ml.registered(ZIP);
        Ml.setting("model_auto_deploy.enable", false);
        try {
            Response refused = predict(model);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.<String>path("error.code")).isEqualTo("model_not_deployed");
            assertThat(refused.<String>path("error.hint")).contains("_deploy");
        } finally {
            Ml.setting("model_auto_deploy.enable", null);
        }
        assertThat(predict(model).statusCode()).isEqualTo(200);
    }

    @Test
    void isRefusedWhereTheModelForbidsIt() {
        String model = registered("{\"is_auto_deploy_enabled\": false}");

        Response refused = predict(model);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("error.code")).isEqualTo("model_not_deployed");
        assertThat(deploys(model)).isZero();
    }

    @Test
    void anUndeployIsOverWhenItIsAnswered() {
        String model = registered("{\"is_auto_deploy_enabled\": false}");
        Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));

        Ml.post("/models/" + model + "/_undeploy");

        assertThat(predict(model).<String>path("error.code")).isEqualTo("model_not_deployed");
    }

    @Test
    void anIdleModelIsUndeployed() {
        String model = registered("{\"model_ttl_minutes\": 2}");
        Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
        housekeepingOver();
        assertThat(state(model)).isEqualTo("DEPLOYED");

        clock.advance(Duration.ofSeconds(121));

        Await.until("it is undeployed", () -> state(model).equals("UNDEPLOYED"));
        Await.until("its memory is given back",
                () -> Sql.number("SELECT count(*) FROM holding WHERE model_id = ?", model) == 0);
        assertThat(predict(model).statusCode()).isEqualTo(200);
    }

    @Test
    void aPredictKeepsItForAnotherWhile() {
        String model = registered("{\"model_ttl_minutes\": 2}");
        Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
        clock.advance(Duration.ofSeconds(90));
        long used = clock.millis();
        predict(model);
        Await.until("the use is known to all", () -> Sql.number("SELECT last_used FROM holding WHERE model_id = ?", model) >= used);

        clock.advance(Duration.ofSeconds(60));
        housekeepingOver();

        assertThat(state(model)).isEqualTo("DEPLOYED");
        clock.advance(Duration.ofSeconds(61));
        Await.until("it is undeployed", () -> state(model).equals("UNDEPLOYED"));
    }

    @Test
    void withoutHousekeepingNothingIsUndeployed() {
        String model = registered("{\"model_ttl_minutes\": 1}");
        Ml.ended(Ml.post("/models/" + model + "/_deploy").path("task_id"));
        Ml.setting("sync_up_job_interval_in_seconds", 0);
        try {
            clock.advance(Duration.ofMinutes(2));
            beatOver();

            assertThat(state(model)).isEqualTo("DEPLOYED");
        } finally {
            Ml.setting("sync_up_job_interval_in_seconds", null);
        }
        Await.until("it is undeployed", () -> state(model).equals("UNDEPLOYED"));
    }

    /** A model that has been idle for long is gone when the housekeeping has looked at all of them. */
    private void housekeepingOver() {
        String canary = registered("{\"model_ttl_minutes\": 0}");
        Ml.ended(Ml.post("/models/" + canary + "/_deploy").path("task_id"));
        clock.advance(Duration.ofSeconds(11));
        Await.until("the housekeeping has looked", () -> state(canary).equals("UNDEPLOYED"));
    }

    /** Two heartbeats take longer than two turns of the job that asks each second whether there is something to do. */
    private static void beatOver() {
        String aliveUntil = aliveUntil();
        Await.until("a heartbeat is over", () -> !aliveUntil().equals(aliveUntil));
        String next = aliveUntil();
        Await.until("another heartbeat is over", () -> !aliveUntil().equals(next));
    }

    private static String aliveUntil() {
        return Sql.text("SELECT max(alive_until)::text FROM worker");
    }

    private static String registered(String deploySetting) {
        String body = Ml.registration(Ml.name("model"), ZIP).strip();
        Response answer = Ml.post("/models/_register",
                body.substring(0, body.length() - 1) + ", \"deploy_setting\": " + deploySetting + "}");
        Response task = Ml.ended(answer.path("task_id"));
        assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
        return answer.path("model_id");
    }

    private static Response predict(String model) {
        return Ml.post("/models/" + model + "/_predict", QUESTION);
    }

    private static String state(String model) {
        return Ml.get("/models/" + model).path("model_state");
    }

    private static long deploys(String model) {
        return Sql.number("SELECT count(*) FROM task WHERE type = 'DEPLOY_MODEL' AND model_id = ?", model);
    }
}
