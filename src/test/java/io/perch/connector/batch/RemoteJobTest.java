package io.perch.connector.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteJobTest {

    @Test
    void aJobHasTheCallersDlqBesideWhatItsServiceSays() {
        RemoteJob job = RemoteJob.started(json("{\"id\": \"a\"}"), json("{\"bucket\": \"b\", \"region\": \"r\"}"));

        assertThat(job.text()).isEqualTo("{\"id\":\"a\",\"dlq\":{\"bucket\":\"b\",\"region\":\"r\"}}");
        assertThat(RemoteJob.read(job.text())).isEqualTo(job);
    }

    @Test
    void withoutADlqItSaysSo() {
        assertThat(RemoteJob.started(json("{\"dlq\": \"the service's\"}"), null).text()).isEqualTo("{\"dlq\":null}");
    }

    @Test
    void newsReplaceWhatWasSaidBeforeAndNothingElse() {
        RemoteJob before = RemoteJob.started(json("{\"id\": \"a\", \"status\": \"validating\"}"), json("{\"bucket\": \"b\"}"));

        RemoteJob after = before.heard(json("{\"status\": \"completed\", \"output_file_id\": \"f\", \"dlq\": 1}"));

        assertThat(after.members()).isEqualTo(json("""
                {"id": "a", "status": "completed", "dlq": {"bucket": "b"}, "output_file_id": "f"}"""));
        assertThat(before.members().path("status").textValue()).isEqualTo("validating");
    }

    @Test
    void itsMembersAreParametersButForThoseThatAreNull() {
        assertThat(job("{\"id\": \"a\", \"counts\": {\"total\": 7}, \"error\": null}").parameters())
                .isEqualTo(Map.of("id", node("\"a\""), "counts", node("{\"total\": 7}")));
    }

    @Test
    void aServiceDoesNotSteerPerch() {
        RemoteJob job = job("""
                {"id": "a", "region": "r", "service_name": "s", "http_body": "b", "charset": "c", "no_escape_params": "id",
                 "input_processors": [], "output_processors": [], "response_filter": "$", "skip_validating_missing_parameters": true}""");

        assertThat(job.parameters()).containsOnlyKeys("id");
    }

    @Test
    void sageMakersNameIsTheEndOfItsArn() {
        RemoteJob job = job("""
                {"TransformJobArn": "arn:aws:sagemaker:us-east-1:1:transform-job/mine-07-17", "TransformJobName": "another"}""");

        assertThat(job.parameters()).containsEntry("TransformJobName", node("\"mine-07-17\""));
    }

    @Test
    void bedrocksArnIsEncodedForUrls() {
        assertThat(job("{\"jobArn\": \"arn:aws:bedrock:x:1:model-invocation-job/abc\"}").parameters())
                .containsEntry("processedJobArn", node("\"arn:aws:bedrock:x:1:model-invocation-job%2Fabc\""));
    }

    @Test
    void coheresJobIdIsItsId() {
        assertThat(job("{\"job_id\": \"c-1\"}").parameters()).containsEntry("id", node("\"c-1\""));
        assertThat(job("{\"job_id\": \"c-1\", \"id\": \"own\"}").parameters()).containsEntry("id", node("\"own\""));
    }

    @Test
    void namesThatAreNoTextAreLeftAlone() {
        assertThat(job("{\"TransformJobArn\": 7, \"jobArn\": {}}").parameters())
                .containsOnlyKeys("TransformJobArn", "jobArn");
    }

    private static RemoteJob job(String answer) {
        return RemoteJob.started(json(answer), json("{\"bucket\": \"b\", \"region\": \"r\"}"));
    }

    private static ObjectNode json(String text) {
        return Json.read(text, ObjectNode.class);
    }

    private static JsonNode node(String text) {
        return Json.read(text, JsonNode.class);
    }
}
