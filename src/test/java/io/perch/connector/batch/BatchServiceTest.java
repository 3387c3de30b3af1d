package io.perch.connector.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.connector.batch.BatchService.Question;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchServiceTest {

    private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer ${credential.key}");

    @ParameterizedTest
    @CsvSource({
        "https://api.sagemaker.us-east-1.amazonaws.com/CreateTransformJob, SAGEMAKER",
        "https://api.openai.com/v1/batches, BY_ID",
        "https://mine.openai.azure.com/openai/batches?api-version=2024-10-21, BY_ID",
        "https://api.cohere.ai/v1/embed-jobs, BY_ID",
        "https://api.cohere.com/v1/embed-jobs, BY_ID",
        "https://bedrock.us-east-1.amazonaws.com/model-invocation-job, BEDROCK"})
    void servicesAreRecognisedByWhereJobsAreStarted(String url, BatchService service) {
        assertThat(BatchService.of(url)).contains(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/v1/batches", "https://bedrock-runtime.us-east-1.amazonaws.com/model/x/invoke", ""})
    void othersAreNot(String url) {
        assertThat(BatchService.of(url)).isEmpty();
    }

    @Test
    void openAiAndCohereKnowJobsByTheirId() {
        String url = "https://api.openai.com/v1/batches";

        assertThat(BatchService.BY_ID.status(url, HEADERS)).isEqualTo(
                new Question("GET", "https://api.openai.com/v1/batches/${parameters.id}", HEADERS, null));
        assertThat(BatchService.BY_ID.cancel(url, HEADERS)).isEqualTo(
                new Question("POST", "https://api.openai.com/v1/batches/${parameters.id}/cancel", HEADERS, null));
    }

    @Test
    void theQueryOfAUrlStaysAtItsEnd() {
        assertThat(BatchService.BY_ID.status("https://mine.openai.azure.com/openai/batches/?api-version=1", HEADERS).url())
                .isEqualTo("https://mine.openai.azure.com/openai/batches/${parameters.id}?api-version=1");
    }

    @Test
    void bedrockKnowsJobsByTheirEncodedArn() {
        String url = "https://bedrock.us-east-1.amazonaws.com/model-invocation-job";

        assertThat(BatchService.BEDROCK.status(url, HEADERS))
                .isEqualTo(new Question("GET", url + "/${parameters.processedJobArn}", HEADERS, null));
        assertThat(BatchService.BEDROCK.cancel(url, HEADERS))
                .isEqualTo(new Question("POST", url + "/${parameters.processedJobArn}/stop", HEADERS, null));
    }

    /** Else the question how a job stands would start another one. */
    @Test
    void sageMakersOperationIsReplacedWhereverItStands() {
        String body = "{\"TransformJobName\":\"${parameters.TransformJobName}\"}";
        Map<String, String> target = Map.of("X-Amz-Target", "SageMaker.CreateTransformJob");
        String url = "https://api.sagemaker.us-east-1.amazonaws.com/CreateTransformJob";

        assertThat(BatchService.SAGEMAKER.status(url, target)).isEqualTo(
                new Question("POST", "https://api.sagemaker.us-east-1.amazonaws.com/DescribeTransformJob",
                        Map.of("X-Amz-Target", "SageMaker.DescribeTransformJob"), body));
        assertThat(BatchService.SAGEMAKER.cancel(url, target)).isEqualTo(
                new Question("POST", "https://api.sagemaker.us-east-1.amazonaws.com/StopTransformJob",
                        Map.of("X-Amz-Target", "SageMaker.StopTransformJob"), body));
    }
}
