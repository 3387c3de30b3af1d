package io.perch.connector;

import io.perch.connector.batch.BatchService;
import io.perch.connector.batch.BatchService.Question;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Actions about jobs that a connector need not write out: where jobs are started tells how the service wants to be asked. */
final class JobActions {

    private JobActions() {
    }

    /** None for a connector that starts no jobs, or on a service that Perch does not know. */
    static List<Action> derived(Connector connector) {
        return connector.action(ActionType.BATCH_PREDICT).map(start -> about(start, connector.parameters())).orElse(List.of());
    }

    private static List<Action> about(Action start, Map<String, String> parameters) {
        String url = filled(start.url(), parameters);
        Map<String, String> headers = Objects.requireNonNullElse(start.headers(), Map.of());
        Optional<BatchService> service = BatchService.of(url);
        return service.map(known -> List.of(action(ActionType.BATCH_PREDICT_STATUS, known.status(url, headers)),
                action(ActionType.CANCEL_BATCH_PREDICT, known.cancel(url, headers)))).orElse(List.of());
    }

    /** By the connector's own parameters: a job may have members of the same names, as OpenAI's has an {@code endpoint}. */
    private static String filled(String url, Map<String, String> parameters) {
        String filled = url;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            filled = filled.replace("${parameters." + parameter.getKey() + "}", parameter.getValue());
        }
        return filled;
    }

    private static Action action(ActionType type, Question question) {
        return new Action(type, null, question.method(), question.url(), question.headers(), question.body(), null, null, null);
    }
}
