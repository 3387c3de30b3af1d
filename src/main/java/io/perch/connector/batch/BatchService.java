package io.perch.connector.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Services whose jobs are asked about and cancelled in a known way, so that a connector need not say how. Recognised by the url
 * of the action that starts a job.
 */
public enum BatchService {

    SAGEMAKER {
        @Override
        public Question status(String url, Map<String, String> headers) {
            return instead("DescribeTransformJob", url, headers);
        }

        @Override
        public Question cancel(String url, Map<String, String> headers) {
            return instead("StopTransformJob", url, headers);
        }

        /** Also in the headers: one of them may be {@code X-Amz-Target}. */
        private Question instead(String operation, String url, Map<String, String> headers) {
            Map<String, String> renamed = new LinkedHashMap<>();
            headers.forEach((name, value) -> renamed.put(name, value.replace(CREATE, operation)));
            return new Question("POST", url.replace(CREATE, operation), renamed, NAMED);
        }
    },

    /** OpenAI, OpenAI on Azure, and Cohere. */
    BY_ID {
        @Override
        public Question status(String url, Map<String, String> headers) {
            return new Question("GET", below(url, "/${parameters.id}"), headers, null);
        }

        @Override
        public Question cancel(String url, Map<String, String> headers) {
            return new Question("POST", below(url, "/${parameters.id}/cancel"), headers, null);
        }
    },

    BEDROCK {
        @Override
        public Question status(String url, Map<String, String> headers) {
            return new Question("GET", below(url, "/${parameters.processedJobArn}"), headers, null);
        }

        @Override
        public Question cancel(String url, Map<String, String> headers) {
            return new Question("POST", below(url, "/${parameters.processedJobArn}/stop"), headers, null);
        }
    };

    private static final String CREATE = "CreateTransformJob";
    private static final String NAMED = "{\"TransformJobName\":\"${parameters.TransformJobName}\"}";
    private static final List<String> BY_ID_HOSTS =
            List.of("api.openai.com", ".openai.azure.com", "api.cohere.ai", "api.cohere.com");

    /**
     * A call about a job; {@code url}, the values of {@code headers} and {@code body} are templates, to be filled in with what
     * the service said of the job.
     *
     * @param body {@code null} for none
     */
    public record Question(String method, String url, Map<String, String> headers, String body) {
    }

    /** How to ask about a job that was started with this url and these headers. */
    public abstract Question status(String url, Map<String, String> headers);

    /** How to cancel it. */
    public abstract Question cancel(String url, Map<String, String> headers);

    public static Optional<BatchService> of(String url) {
        if (url.contains(CREATE)) {
            return Optional.of(SAGEMAKER);
        }
        if (BY_ID_HOSTS.stream().anyMatch(url::contains)) {
            return Optional.of(BY_ID);
        }
        return url.contains("bedrock") && url.contains("model-invocation-job") ? Optional.of(BEDROCK) : Optional.empty();
    }

    private static String below(String url, String path) {
        int query = url.indexOf('?');
        String plain = query < 0 ? url : url.substring(0, query);
        String trimmed = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
        return trimmed + path + (query < 0 ? "" : url.substring(query));
    }
}
