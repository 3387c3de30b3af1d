package io.perch.connector.function;

import static io.perch.connector.function.Tensors.answer;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that are taken over nearly as they are: of another ML Commons, and of a Bedrock batch job. */
class TakenOverTest {

    @Test
    void tensorsOfAnotherServerStayWhatTheyAre() {
        assertThat(tensors("mlcommons.passthrough", """
                {"inference_results": [
                  {"output": [{"name": "sentence_embedding", "data_type": "FLOAT32", "shape": [2], "data": [0.1, 2],
                    "byte_buffer": {"array": "AAAA", "order": "LITTLE_ENDIAN"}}], "status_code": 200},
                  {"output": [{"result": "text"},
                    {"name": "response", "dataAsMap": {"response": [{"hello": 0.5}]}, "data": null}]},
                  {"status_code": 200}]}""")).isEqualTo(
                "[{\"name\":\"sentence_embedding\",\"data_type\":\"FLOAT32\",\"shape\":[2],\"data\":[0.1,2]},"
                + "{\"name\":\"output\",\"result\":\"text\"},"
                + "{\"name\":\"response\",\"dataAsMap\":{\"response\":[{\"hello\":0.5}]}}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":1} | [{\"name\":\"response\",\"dataAsMap\":{\"a\":1}}]",
            "{\"inference_results\":{}} | [{\"name\":\"response\",\"dataAsMap\":{\"inference_results\":{}}}]",
            "[1] | [{\"name\":\"response\",\"dataAsMap\":{\"response\":[1]}}]",
            "{\"inference_results\":[]} | []"})
    void otherAnswersAreOneTensor(String body, String expected) {
        assertThat(tensors("mlcommons.passthrough", body)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "7 | Post process function input must be a Map or List.",
            "{\"inference_results\":[{\"output\":[7]}]} | A tensor should be an object."})
    void whatHasNoTensorsIsRefused(String body, String rule) {
        assertUnexpected(failureOf(() -> tensors("mlcommons.passthrough", body)), rule);
    }

    @Test
    void aJobIsNamedAsItStandsInUrls() {
        assertThat(tensors("bedrock.batch_job_arn",
                "{\"jobArn\":\"arn:aws:bedrock:x:1:model-invocation-job/abc\",\"n\":1}")).isEqualTo(
                "[{\"name\":\"response\",\"dataAsMap\":{\"jobArn\":\"arn:aws:bedrock:x:1:model-invocation-job/abc\",\"n\":1,"
                + "\"processedJobArn\":\"arn:aws:bedrock:x:1:model-invocation-job%2Fabc\"}}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "[] | Post process function input is not a Map.",
            "{\"job\":\"x\"} | job arn is missing.",
            "{\"jobArn\":7} | job arn is missing."})
    void whatIsNoJobIsRefused(String body, String rule) {
        assertUnexpected(failureOf(() -> tensors("bedrock.batch_job_arn", body)), rule);
    }

    @Test
    void bothSayWhereTheyLook() {
        assertThat(PostProcess.of("connector.post_process.bedrock.batch_job_arn", null).paths(answer("{}"))).singleElement()
                .matches(report -> report.path().equals("$") && report.found());
        assertThat(PostProcess.of("connector.post_process.mlcommons.passthrough", null)
                .paths(answer("{}", "response_filter", "$.x"))).singleElement().matches(report -> !report.found());
    }

    @Test
    void aResponseFilterSaysWhereToLook() {
        assertThat(Tensors.json(PostProcess.of("connector.post_process.mlcommons.passthrough", null).tensors(
                answer("{\"inner\":{\"inference_results\":[{\"output\":[{\"name\":\"a\"}]}]}}", "response_filter", "$.inner"))))
                .isEqualTo("[{\"name\":\"a\"}]");
    }

    private static void assertUnexpected(PerchException refusal, String rule) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNEXPECTED);
        assertThat(refusal.reason()).startsWith(rule);
    }

    private static String tensors(String function, String body) {
        return Tensors.json(PostProcess.of("connector.post_process." + function, null).tensors(answer(body)));
    }
}
