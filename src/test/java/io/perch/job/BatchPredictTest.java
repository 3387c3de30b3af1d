package io.perch.job;

import static io.perch.testing.Behaviours.empty;
import static io.perch.testing.Behaviours.first;
import static io.perch.testing.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Batches;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs on remote services, from their start to their end. */
@QuarkusTest
@WithTestResource(Servers.class)
class BatchPredictTest {

    private static final String OPEN_AI = "/api.openai.com/v1/batches";
    private static final String STARTED = "{\"id\": \"batch_1\", \"endpoint\": \"/v1/embeddings\", \"status\": \"validating\"}";

    private Provider provider;

    @BeforeEach
    void open() {
        provider = new Provider();
        Connectors.allow();
    }

    @AfterEach
    void close() {
        Batches.forget();
        Connectors.forbid();
        provider.close();
    }

    @Test
    void theAnswerHasTheTaskAndWhatTheServiceSays() {
        String model = openAi();

        Response answer = Batches.start(model, """
                {"parameters": {"input_file_id": "file-1"}, "dlq": {"bucket": "b", "region": "r"}}""");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(node(answer)).isEqualTo(node("""
                {"task_id": "%s", "status": "CREATED",
                 "remote_job": {"id": "batch_1", "endpoint": "/v1/embeddings", "status": "validating",
                                "dlq": {"bucket": "b", "region": "r"}}}""".formatted(answer.<String>path("task_id"))));
        assertThat(provider.last().method()).isEqualTo("POST");
        assertThat(provider.last().path()).isEqualTo(OPEN_AI);
        assertThat(node(provider.last().body())).isEqualTo(node("{\"input_file_id\": \"file-1\"}"));
        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer " + Connectors.KEY);
    }

    @Test
    void withoutADlqTheJobSaysSo() {
        assertThat(node(Batches.start(openAi(), Batches.BODY)).at("/remote_job/dlq").isNull()).isTrue();
    }

    @Test
    void aTaskShowsItsJobAsTheServiceSaysItIs() {
        provider.on(OPEN_AI + "/batch_1", json("{\"id\": \"batch_1\", \"status\": \"in_progress\", \"done\": 7}"));
        String model = openAi();
        String task = Batches.started(model);

        Response shown = Batches.task(task);

        assertThat(provider.last().method()).isEqualTo("GET");
        assertThat(provider.last().path()).isEqualTo(OPEN_AI + "/batch_1");
        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer " + Connectors.KEY);
        assertThat(provider.last().body()).isEmpty();
        JsonNode members = node(shown);
        assertThat(members.path("remote_job")).isEqualTo(node("""
                {"id": "batch_1", "endpoint": "/v1/embeddings", "status": "in_progress", "done": 7, "dlq": null}"""));
        assertThat(members.fieldNames()).toIterable().startsWith("task_id", "model_id", "task_type", "function_name", "state",
                "input_type", "worker_node", "create_time", "last_update_time", "is_async", "remote_job");
        assertThat(members.path("task_type").textValue()).isEqualTo("BATCH_PREDICTION");
        assertThat(members.path("function_name").textValue()).isEqualTo("REMOTE");
        assertThat(members.path("input_type").textValue()).isEqualTo("REMOTE");
        assertThat(members.path("model_id").textValue()).isEqualTo(model);
        assertThat(members.path("state").textValue()).isEqualTo("RUNNING");
        assertThat(members.path("is_async").booleanValue()).isFalse();
    }

    @Test
    void aJobThatHasEndedIsNotAskedAboutAgain() {
        provider.on(OPEN_AI + "/batch_1", json("{\"status\": \"completed\", \"output_file_id\": \"f\"}"));
        String task = Batches.started(openAi());
        assertThat(Batches.task(task).<String>path("state")).isEqualTo("COMPLETED");
        provider.forget();

        Response shown = Batches.task(task);

        assertThat(shown.<String>path("remote_job.output_file_id")).isEqualTo("f");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aJobThatFailedSaysSo() {
        provider.on(OPEN_AI + "/batch_1", json("{\"status\": \"failed\", \"errors\": [\"no such file\"]}"));
        String task = Batches.started(openAi());

        Response shown = Batches.task(task);

        assertThat(shown.<String>path("state")).isEqualTo("FAILED");
        assertThat(shown.<String>path("error")).isEqualTo("The service says of the job: failed");
        assertThat(shown.<String>path("code")).isEqualTo("remote_failed");
        assertThat(shown.<String>path("remote_job.errors[0]")).isEqualTo("no such file");
    }

    @Test
    void theWordsForAStateAreSettings() {
        Ml.setting("remote_job.status_field", List.of("\"phase\""));
        Ml.setting("remote_job.status_regex.completed", "(ready)");
        try {
            provider.on(OPEN_AI + "/batch_1", json("{\"status\": \"failed\", \"phase\": \"READY to fetch\"}"));
            String task = Batches.started(openAi());

            assertThat(Batches.task(task).<String>path("state")).isEqualTo("COMPLETED");
        } finally {
            Ml.setting("remote_job.status_field", null);
            Ml.setting("remote_job.status_regex.completed", null);
        }
    }

    @Test
    void aJobIsCancelledWhenItsServiceSaysSo() {
        provider.on(OPEN_AI + "/batch_1/cancel", json("{\"status\": \"cancelling\"}"))
                .on(OPEN_AI + "/batch_1", first(1, json("{\"status\": \"in_progress\"}"), json("{\"status\": \"cancelled\"}")));
        String task = Batches.started(openAi());

        Response answer = Ml.post("/tasks/" + task + "/_cancel");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(node(answer)).isEqualTo(node("{\"status\": \"OK\"}"));
        assertThat(provider.last().method()).isEqualTo("POST");
        assertThat(provider.last().path()).isEqualTo(OPEN_AI + "/batch_1/cancel");
        assertThat(Batches.task(task).<String>path("state")).isEqualTo("CANCELLING");
        assertThat(Batches.task(task).<String>path("state")).isEqualTo("CANCELLED");
    }

    @Test
    void sageMaker() {
        provider.on("/CreateTransformJob", json("{\"TransformJobArn\": \"arn:aws:sagemaker:x:1:transform-job/mine\"}"))
                .on("/DescribeTransformJob", json("{\"TransformJobName\": \"mine\", \"TransformJobStatus\": \"Stopped\"}"))
                .on("/StopTransformJob", empty(200));
        String task = Batches.started(Connectors.model(Connectors.signed(
                Batches.connector(provider.url("/CreateTransformJob")), "sagemaker")));

        assertThat(Ml.post("/tasks/" + task + "/_cancel").statusCode()).isEqualTo(200);
        sageMakerWasAsked("/StopTransformJob");
        assertThat(Batches.task(task).<String>path("state")).isEqualTo("CANCELLED");
        sageMakerWasAsked("/DescribeTransformJob");
    }

    private void sageMakerWasAsked(String path) {
        assertThat(provider.last().method()).isEqualTo("POST");
        assertThat(provider.last().path()).isEqualTo(path);
        assertThat(node(provider.last().body())).isEqualTo(node("{\"TransformJobName\": \"mine\"}"));
        assertThat(provider.last().headers().get("authorization")).startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/");
    }

    @Test
    void bedrock() {
        String jobs = "/bedrock/model-invocation-job";
        String job = jobs + "/arn:aws:bedrock:x:1:model-invocation-job%2Fabc";
        provider.on(jobs, json("{\"jobArn\": \"arn:aws:bedrock:x:1:model-invocation-job/abc\"}"))
                .on(job, json("{\"status\": \"PartiallyCompleted\"}")).on(job + "/stop", json("{}"));
        String task = Batches.started(Connectors.model(Connectors.signed(Batches.connector(provider.url(jobs),
                "\"post_process_function\": \"connector.post_process.bedrock.batch_job_arn\""), "bedrock")));

        assertThat(Ml.post("/tasks/" + task + "/_cancel").statusCode()).isEqualTo(200);
        assertThat(provider.last().path()).isEqualTo(job + "/stop");
        Response shown = Batches.task(task);
        assertThat(provider.last().path()).isEqualTo(job);
        assertThat(provider.last().headers().get("authorization")).startsWith("AWS4-HMAC-SHA256");
        assertThat(shown.<String>path("state")).isEqualTo("COMPLETED");
        assertThat(shown.<String>path("remote_job.processedJobArn")).endsWith("%2Fabc");
    }

    @Test
    void cohere() {
        provider.on("/api.cohere.com/v1/embed-jobs", json("{\"job_id\": \"c-1\"}"))
                .on("/api.cohere.com/v1/embed-jobs/c-1", json("{\"job_id\": \"c-1\", \"status\": \"complete\"}"));
        String task = Batches.started(Connectors.model(Batches.connector(provider.url("/api.cohere.com/v1/embed-jobs"))));

        assertThat(Batches.task(task).<String>path("state")).isEqualTo("COMPLETED");
    }

    @Test
    void aConnectorSaysItselfHowAnyOtherServiceIsAsked() {
        provider.on("/jobs", json("{\"id\": \"j 1\", \"n\": 7}"))
                .on("/status", json("{\"Status\": \"running\"}")).on("/jobs/j%201", empty(200));
        String draft = Batches.with(Batches.with(Batches.connector(provider.url("/jobs")), "batch_predict_status", "POST",
                        provider.url("/status"), "{\"job\": \"${parameters.id}\", \"n\": ${parameters.n}}"),
                "cancel_batch_predict", "DELETE", provider.url("/jobs/${parameters.id}"), null);
        String task = Batches.started(Connectors.model(draft));

        assertThat(Batches.task(task).<String>path("remote_job.Status")).isEqualTo("running");
        assertThat(node(provider.last().body())).isEqualTo(node("{\"job\": \"j 1\", \"n\": 7}"));
        assertThat(Ml.post("/tasks/" + task + "/_cancel").statusCode()).isEqualTo(200);
        assertThat(provider.last().method()).isEqualTo("DELETE");
        assertThat(provider.last().path()).isEqualTo("/jobs/j%201");
    }

    /** A model over OpenAI's batches; each of its jobs is {@code batch_1}. */
    private String openAi() {
        provider.on(OPEN_AI, json(STARTED));
        return Connectors.model(Batches.connector(provider.url(OPEN_AI)));
    }

    private static JsonNode node(Response answer) {
        return node(answer.asString());
    }

    private static JsonNode node(String json) {
        return Json.read(json, JsonNode.class);
    }
}
