package io.perch.job;

import static io.perch.testing.Behaviours.empty;
import static io.perch.testing.Behaviours.first;
import static io.perch.testing.Behaviours.json;
import static io.perch.testing.Behaviours.resets;
import static io.perch.testing.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Batches;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with jobs on remote services. */
@QuarkusTest
@WithTestResource(Servers.class)
class BatchFaultsTest {

    private static final String OPEN_AI = "/api.openai.com/v1/batches";
    private static final String JOB = OPEN_AI + "/batch_1";

    private Provider provider;
    private String model;

    @BeforeEach
    void open() {
        provider = new Provider().on(OPEN_AI, json("{\"id\": \"batch_1\"}"));
        Connectors.allow();
        model = Connectors.model(Batches.connector(provider.url(OPEN_AI)));
    }

    @AfterEach
    void close() {
        Batches.forget();
        Ml.setting("offline_batch_inference_enabled", null);
        Connectors.forbid();
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'dlq': {}}                              | DLQ bucketName or region cannot be null",
        "{'dlq': {'bucket': 'b'}}                 | DLQ bucketName or region cannot be null",
        "{'dlq': {'bucket': ' ', 'region': 'r'}}  | DLQ bucketName or region cannot be null",
        "{'dlq': {'bucket': [], 'region': 'r'}}   | Field [dlq.bucket] must be a string, but it is of type [array]",
        "{'dlq': 'b'}                             | Field [dlq] must be an object, but it is of type [string]",
        "{'parameters': []}                       | Field [parameters] must be an object, but it is of type [array]"})
    void aBodyIsJudgedFirst(String body, String reason) {
        Refusal.of(Batches.start(model, body.replace('\'', '"'))).isInvalid().says(reason);
        nothingWasStarted();
    }

    @Test
    void parametersAreMissing() {
        Refusal.of(Batches.start(model, "{}")).is(400, "illegal_argument_exception", "parameters_missing").says("input_file_id");
        nothingWasStarted();
    }

    @Test
    void theConnectorStartsNoJobs() {
        String other = Connectors.model(Connectors.chat(provider));

        Refusal.of(Batches.start(other, Batches.BODY)).is(400, "illegal_argument_exception", "action_missing")
                .says("no BATCH_PREDICT action found").advises("add one to the connector");
    }

    @Test
    void theModelIsNoneOrLocalOrDisabled() {
        Refusal.of(Batches.start("nobody", Batches.BODY)).is(404, "status_exception", "model_not_found");
        Refusal.of(Batches.start(SharedModels.embedding(), Batches.BODY)).is(400, "status_exception", "model_is_local")
                .advises("_predict");
        Ml.put("/models/" + model, "{\"is_enabled\": false}");
        Refusal.of(Batches.start(model, Batches.BODY)).is(403, "status_exception", "model_disabled");
        nothingWasStarted();
    }

    @Test
    void batchesAreSwitchedOff() {
        String task = Batches.started(model);
        Ml.setting("offline_batch_inference_enabled", false);
        provider.forget();

        Refusal.of(Batches.start(model, Batches.BODY)).is(400, "illegal_state_exception", "batch_off")
                .says("Offline batch inference is currently disabled.");
        Refusal.of(Ml.post("/tasks/" + task + "/_cancel")).is(400, "illegal_state_exception", "batch_off");
        assertThat(Batches.task(task).<String>path("state")).isEqualTo("RUNNING");
        assertThat(provider.asked()).isEmpty();
    }

    private void nothingWasStarted() {
        assertThat(provider.asked()).isEmpty();
        assertThat(Batches.tasksOf(model)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 429, 500, 529})
    void theServiceRefuses(int status) {
        provider.on(OPEN_AI, status(status));

        Response answer = Batches.start(model, Batches.BODY);

        Refusal.of(answer).is(status, "status_exception", "remote_failed").says("told to answer " + status);
        assertThat(answer.<Integer>path("error.remote.status")).isEqualTo(status);
        Refusal.ofTask(Batches.task(answer.path("error.task_id"))).says("told to answer " + status);
    }

    @Test
    void theServiceIsGone() {
        provider.on(OPEN_AI, resets());

        Response answer = Batches.start(model, Batches.BODY);

        Refusal.of(answer).is(502, "status_exception", "remote_unreachable");
        assertThat(Refusal.ofTask(Batches.task(answer.path("error.task_id"))).code()).isEqualTo("remote_unreachable");
    }

    @Test
    void itsWordsCannotBeStoredAsTheyAre() {
        provider.on(OPEN_AI, json(500, "no\0thing"));

        Response answer = Batches.start(model, Batches.BODY);

        Refusal.ofTask(Batches.task(answer.path("error.task_id"))).says("no\uFFFDthing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "7", "\"created\"", "created", "{\"id\": "})
    void whatIsAcceptedIsNoJob(String body) {
        provider.on(OPEN_AI, json(body));

        Response answer = Batches.start(model, Batches.BODY);

        Refusal.of(answer).is(502, "resource_not_found_exception", "job_not_created")
                .says("Unable to create batch transform job");
        assertThat(answer.<Integer>path("error.remote.status")).isEqualTo(200);
        assertThat(answer.<String>path("error.remote.body")).isEqualTo(body);
        assertThat(Batches.task(answer.path("error.task_id")).<String>path("code")).isEqualTo("job_not_created");
    }

    @Test
    void anAcceptedAnswerIsEmptyOrAChoice() {
        provider.on(OPEN_AI, first(1, empty(200), json(300, "{\"id\": \"batch_1\"}")));

        Refusal.of(Batches.start(model, Batches.BODY)).is(502, "status_exception", "remote_answer_empty");
        Refusal.of(Batches.start(model, Batches.BODY)).is(502, "resource_not_found_exception", "job_not_created");
    }

    @Test
    void aJobIsLongerThanATaskCanHold() {
        provider.on(OPEN_AI, json("{\"id\": \"" + "a".repeat(100_000) + "\"}"));

        Refusal.of(Batches.start(model, Batches.BODY)).is(502, "status_exception", "remote_answer_too_large");
    }

    @Test
    void aQuestionThatFailsLeavesTheTaskAsItWasAndIsToldUntilOneGoesWell() {
        provider.on(JOB, first(1, status(500), json("{\"status\": \"in_progress\"}")));
        String task = Batches.started(model);

        Response failed = Batches.task(task);

        assertThat(failed.<String>path("state")).isEqualTo("RUNNING");
        assertThat(failed.<String>path("error")).contains("told to answer 500");
        assertThat(failed.<String>path("code")).isEqualTo("remote_failed");
        assertThat(failed.<String>path("remote_job.id")).isEqualTo("batch_1");
        Response well = Batches.task(task);
        assertThat(well.<String>path("state")).isEqualTo("RUNNING");
        assertThat(well.<String>path("error")).isNull();
        assertThat(well.<String>path("code")).isNull();
        assertThat(well.<Long>path("last_update_time")).isGreaterThanOrEqualTo(failed.<Long>path("last_update_time"));
    }

    @Test
    void anAnswerIsNoJob() {
        provider.on(JOB, json("[]"));

        Response shown = Batches.task(Batches.started(model));

        assertThat(shown.<String>path("state")).isEqualTo("RUNNING");
        assertThat(shown.<String>path("code")).isEqualTo("remote_answer_unexpected");
    }

    @Test
    void itIsNotKnownHowToAsk() {
        provider.on("/jobs", json("{\"id\": \"j\"}"));
        String task = Batches.started(Connectors.model(Batches.connector(provider.url("/jobs"))));

        Response shown = Batches.task(task);

        assertThat(shown.<String>path("state")).isEqualTo("RUNNING");
        assertThat(shown.<String>path("error")).isEqualTo("no BATCH_PREDICT_STATUS action found");
        Refusal.of(Ml.post("/tasks/" + task + "/_cancel")).is(400, "illegal_argument_exception", "action_missing")
                .says("no CANCEL_BATCH_PREDICT action found");
    }

    @Test
    void aJobWithoutANameCannotBeAskedAbout() {
        provider.on(OPEN_AI, json("{\"name\": \"not an id\"}"));

        Response shown = Batches.task(Batches.started(model));

        assertThat(shown.<String>path("code")).isEqualTo("parameters_missing");
        assertThat(shown.<String>path("error")).contains("id");
    }

    /** Without this nobody could ever end the task. */
    @Test
    void aTaskWhoseModelIsGoneCanBeForgotten() {
        provider.on(JOB, json("{\"status\": \"in_progress\"}"));
        String task = Batches.started(model);
        Refusal.of(Ml.delete("/tasks/" + task)).is(409, "status_exception", "task_still_running").advises("_cancel");
        Ml.remove(model);

        Response shown = Batches.task(task);

        assertThat(shown.<String>path("state")).isEqualTo("RUNNING");
        assertThat(shown.<String>path("code")).isEqualTo("model_not_found");
        assertThat(shown.<String>path("hint")).contains("DELETE /_plugins/_ml/tasks/" + task);
        Refusal.of(Ml.post("/tasks/" + task + "/_cancel")).is(404, "status_exception", "model_not_found")
                .says("Failed to retrieve the ML model for the given task ID");
        assertThat(Ml.delete("/tasks/" + task).<String>path("result")).isEqualTo("deleted");
        Refusal.of(Ml.get("/tasks/" + task)).is(404, "status_exception", "task_not_found");
    }

    @Test
    void onlyJobsCanBeCancelled() {
        Response other = Ml.post("/models/" + SharedModels.embedding() + "/_deploy");

        Refusal.of(Ml.post("/tasks/" + other.path("task_id") + "/_cancel"))
                .is(400, "illegal_argument_exception", "job_unknown")
                .says("The task ID you provided does not have any associated batch job");
        Refusal.of(Ml.post("/tasks/nobody/_cancel")).is(404, "status_exception", "task_not_found");
    }

    @Test
    void theServiceDoesNotCancel() {
        provider.on(JOB + "/cancel", status(409)).on(JOB, json("{\"status\": \"in_progress\"}"));
        String task = Batches.started(model);

        Refusal.of(Ml.post("/tasks/" + task + "/_cancel")).is(409, "status_exception", "remote_failed")
                .says("told to answer 409");
        assertThat(Batches.task(task).<String>path("state")).isEqualTo("RUNNING");
    }
}
