package io.perch.connector.batch;

import java.util.Optional;

/**
 * Services whose jobs are asked about and stopped in a known way, so that a connector need not say how. Recognised by the url of
 * the action that starts a job.
 */
enum BatchService {

    SAGEMAKER {
        @Override
        JobCall status(String url) {
            return new JobCall("POST", url.replace("CreateTransformJob", "DescribeTransformJob"), NAMED);
        }

        @Override
        JobCall cancel(String url) {
            return new JobCall("POST", url.replace("CreateTransformJob", "StopTransformJob"), NAMED);
        }
    },

    /** OpenAI and Cohere. */
    BY_ID {
        @Override
        JobCall status(String url) {
            return new JobCall("GET", url + "/${parameters.id}", null);
        }

        @Override
        JobCall cancel(String url) {
            return new JobCall("POST", url + "/${parameters.id}/cancel", null);
        }
    },

    BEDROCK {
        @Override
        JobCall status(String url) {
            return new JobCall("GET", url + "/${parameters.processedJobArn}", null);
        }

        @Override
        JobCall cancel(String url) {
            return new JobCall("POST", url + "/${parameters.processedJobArn}/stop", null);
        }
    };

    private static final String NAMED = "{\"TransformJobName\":\"${parameters.TransformJobName}\"}";

    /** A call that is still to be filled in with what the service said of the job. @param body {@code null} for none */
    record JobCall(String method, String url, String body) {
    }

    /** How to ask about a job that was started with {@code url}. */
    abstract JobCall status(String url);

    abstract JobCall cancel(String url);

    static Optional<BatchService> of(String url) {
        if (url.contains("CreateTransformJob")) {
            return Optional.of(SAGEMAKER);
        }
        if (url.contains("api.openai.com") || url.contains("api.cohere.ai") || url.contains("api.cohere.com")) {
            return Optional.of(BY_ID);
        }
        return url.contains("bedrock") && url.contains("model-invocation-job") ? Optional.of(BEDROCK) : Optional.empty();
    }
}
