package io.perch.job;

import static io.perch.testing.Behaviours.after;
import static io.perch.testing.Behaviours.first;
import static io.perch.testing.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.connector.RemoteJobs;
import io.perch.task.Task;
import io.perch.task.TaskState;
import io.perch.testing.AtOnce;
import io.perch.testing.Await;
import io.perch.testing.Batches;
import io.perch.testing.Connectors;
import io.perch.testing.ForeignReplica;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that several callers and replicas have to do with. */
@QuarkusTest
@WithTestResource(Servers.class)
class BatchFollowTest {

    private static final String OPEN_AI = "/api.openai.com/v1/batches";
    private static final String JOB = OPEN_AI + "/batch_1";
    private static final String STARTED = "{\"id\": \"batch_1\"}";
    private static final String COMPLETED = "{\"status\": \"completed\"}";

    @Inject
    RemoteJobs jobs;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private Provider provider;
    private String model;

    @BeforeEach
    void open() {
        provider = new Provider().on(OPEN_AI, json(STARTED));
        Connectors.allow();
        model = Connectors.model(Batches.connector(provider.url(OPEN_AI)));
    }

    @AfterEach
    void close() {
        goOn.countDown();
        Batches.forget();
        Ml.setting("max_batch_inference_tasks", null);
        Connectors.forbid();
        provider.close();
    }

    @Test
    void theLimitHoldsForAllWhoComeAtOnce() {
        Ml.setting("max_batch_inference_tasks", 3);

        List<Response> answers = AtOnce.run(12, caller -> Batches.start(model, Batches.BODY));

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200)).hasSize(3);
        assertThat(provider.asked()).hasSize(3);
        assertThat(Batches.tasksOf(model)).isEqualTo(3);
        Response refused = answers.stream().filter(answer -> answer.statusCode() != 200).findFirst().orElseThrow();
        Refusal.of(refused).is(429, "status_exception", "batch_tasks_full")
                .says("Exceeded maximum limit for BATCH_PREDICTION tasks. To increase the limit, update the"
                        + " plugins.ml_commons.max_batch_inference_tasks setting.");
        assertThat(refused.header("Retry-After")).isNotBlank();
    }

    @Test
    void aJobThatHasEndedMakesRoom() {
        Ml.setting("max_batch_inference_tasks", 1);
        provider.on(JOB, json(COMPLETED));
        String task = Batches.started(model);
        assertThat(Batches.start(model, Batches.BODY).statusCode()).isEqualTo(429);

        assertThat(Batches.task(task).<String>path("state")).isEqualTo("COMPLETED");

        assertThat(Batches.start(model, Batches.BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void aJobThatNobodyLooksAtIsAskedAbout() {
        provider.on(JOB, json(COMPLETED));
        String task = Batches.started(model);

        Sql.execute("UPDATE task SET asked_at = now() - interval '2 minutes' WHERE id = ?", task);

        Await.until("it has ended", () -> Batches.stored(task).equals("COMPLETED"));
    }

    @Test
    void whoWaitsHearsOfTheEndThatAnotherReplicaWroteDown() {
        provider.on(JOB, json("{\"status\": \"in_progress\"}"));
        String task = Batches.started(model);
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> Ml.get("/tasks/" + task + "?wait=60s"));
        Await.until("it was asked about", () -> provider.asked().size() == 2);

        Sql.execute("UPDATE task SET state = 'COMPLETED' WHERE id = ?", task);
        Sql.text("SELECT pg_notify('perch_task_ended', ?)", task);

        assertThat(waiting.join().<String>path("state")).isEqualTo("COMPLETED");
    }

    @Test
    void whoHasWaitedLongEnoughIsToldHowTheJobStandsThen() {
        provider.on(JOB, first(1, json("{\"status\": \"in_progress\"}"), json(COMPLETED)));
        String task = Batches.started(model);

        assertThat(Ml.get("/tasks/" + task + "?wait=100ms").<String>path("state")).isEqualTo("COMPLETED");
    }

    @Test
    void manyWhoLookAtATaskAskOnce() {
        provider.on(JOB, after(goOn, json(COMPLETED)));
        Task task = running(Batches.started(model));
        provider.forget();

        List<CompletableFuture<Task>> looking = IntStream.range(0, 5)
                .mapToObj(caller -> jobs.refreshed(task).subscribeAsCompletionStage()).toList();
        goOn.countDown();

        assertThat(looking).allSatisfy(look -> assertThat(look.join().state).isEqualTo(TaskState.COMPLETED));
        assertThat(provider.asked()).hasSize(1);
    }

    /** The task as callers find it who look at it all at the same moment. */
    private Task running(String id) {
        Task task = new Task();
        task.id = id;
        task.modelId = model;
        task.state = TaskState.RUNNING;
        task.remoteJob = Sql.text("SELECT remote_job FROM task WHERE id = ?", id);
        return task;
    }

    @Test
    void whatAnotherReplicaHeardMeanwhileStays() {
        provider.on(JOB, after(goOn, json("{\"status\": \"in_progress\"}")));
        String task = Batches.started(model);
        CompletableFuture<Response> looking = CompletableFuture.supplyAsync(() -> Ml.get("/tasks/" + task));
        Await.until("it was asked about", () -> provider.asked().size() == 2);

        Sql.execute("UPDATE task SET state = 'CANCELLED', remote_job = '{\"status\": \"cancelled\"}' WHERE id = ?", task);
        goOn.countDown();

        assertThat(looking.join().<String>path("state")).isEqualTo("CANCELLED");
        assertThat(Batches.task(task).<String>path("remote_job.status")).isEqualTo("cancelled");
    }

    @Test
    void aStartWhoseReplicaDiesEndsAsAFailureUnlessItIsHeardOfAfterAll() {
        provider.on(OPEN_AI, after(goOn, json(STARTED)));
        CompletableFuture<Response> caller = CompletableFuture.supplyAsync(() -> Batches.start(model, Batches.BODY));
        Await.until("the service was asked", () -> !provider.asked().isEmpty());
        String task = Sql.text("SELECT id FROM task WHERE model_id = ? AND type = 'BATCH_PREDICTION'", model);
        Refusal.of(Ml.post("/tasks/" + task + "/_cancel")).is(400, "illegal_argument_exception", "job_unknown")
                .advises("being created");

        try (ForeignReplica dead = new ForeignReplica()) {
            dead.abandons(task, 0);
            Refusal.ofTask(Ml.ended(task)).is(500, "status_exception", "task_abandoned")
                    .says("whether there is a job is not known").advises("look for it at the service");
        }
        assertThat(provider.asked()).as("a job is not asked for twice").hasSize(1);

        goOn.countDown();
        assertThat(caller.join().<String>path("task_id")).isEqualTo(task);
        assertThat(Batches.stored(task)).isEqualTo("RUNNING");
        provider.on(JOB, json(COMPLETED));
        assertThat(Batches.task(task).<String>path("state")).isEqualTo("COMPLETED");
        assertThat(Batches.task(task).<String>path("error")).isNull();
    }

    @Test
    void aJobIsFollowedAlsoWhenItsCallerHasHungUp() throws IOException {
        provider.on(OPEN_AI, after(goOn, json(STARTED)));

        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            caller.setSoLinger(true, 0);
            caller.getOutputStream().write(("POST /_plugins/_ml/models/" + model + "/_batch_predict HTTP/1.1\r\nHost: perch\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + Batches.BODY.length() + "\r\n\r\n" + Batches.BODY)
                    .getBytes(StandardCharsets.US_ASCII));
            Await.until("the service was asked", () -> !provider.asked().isEmpty());
        }
        goOn.countDown();

        Await.until("the job is written down", () -> "{\"id\":\"batch_1\",\"dlq\":null}".equals(
                Sql.text("SELECT remote_job FROM task WHERE model_id = ? AND type = 'BATCH_PREDICTION'", model)));
        assertThat(provider.asked()).hasSize(1);
    }
}
