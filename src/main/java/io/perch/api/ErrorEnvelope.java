package io.perch.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.ext.web.RoutingContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A failure on the wire: status, headers and OpenSearch's envelope with Perch's {@code code} and {@code hint}. Three kinds
 * keep the original's own short shape, in which {@code error} is a text; {@code /v1} has the shape of {@link OpenAiError}.
 */
record ErrorEnvelope(int status, Map<String, String> headers, ObjectNode body) {

    private static final Duration SOON = Duration.ofSeconds(1);

    /** In the shape that clients of this path know. */
    static ErrorEnvelope of(PerchException failure, RoutingContext http) {
        boolean withTrace = Rendering.wantsTrace(http.request());
        return OpenAiError.isFor(http.normalizedPath()) ? OpenAiError.of(failure, withTrace) : of(failure, withTrace);
    }

    private static ErrorEnvelope of(PerchException failure, boolean withTrace) {
        ErrorCode code = failure.code();
        ObjectNode body = switch (code) {
            case PATH_UNKNOWN -> shortBody(failure);
            case METHOD_NOT_ALLOWED, CONTENT_TYPE_UNSUPPORTED -> shortBody(failure).put("status", failure.status());
            default -> fullBody(failure, withTrace);
        };
        return new ErrorEnvelope(failure.status(), headers(failure), body);
    }

    private static ObjectNode shortBody(PerchException failure) {
        ObjectNode body = node().put("error", failure.reason());
        return addCode(body, failure);
    }

    /** What stands under {@code error} where a failure is a part of an answer. */
    static ObjectNode error(PerchException failure) {
        return (ObjectNode) fullBody(failure, false).get("error");
    }

    private static ObjectNode fullBody(PerchException failure, boolean withTrace) {
        String type = failure.code().type();
        ObjectNode error = node();
        ObjectNode cause = error.putArray("root_cause").addObject().put("type", type).put("reason", failure.reason());
        failure.details().more().forEach(cause::put);
        addCode(error.put("type", type).put("reason", failure.reason()), failure);
        addDetails(error, failure.details());
        if (withTrace) {
            error.put("stack_trace", trace(failure));
        }
        ObjectNode body = node();
        body.set("error", error);
        return body.put("status", failure.status());
    }

    private static ObjectNode addCode(ObjectNode node, PerchException failure) {
        node.put("code", failure.code().name().toLowerCase(Locale.ROOT));
        if (failure.hint() != null) {
            node.put("hint", failure.hint());
        }
        return node;
    }

    private static void addDetails(ObjectNode error, PerchException.Details details) {
        if (details.taskId() != null) {
            error.put("task_id", details.taskId());
        }
        details.more().forEach(error::put);
        if (details.remote() != null) {
            error.putObject("remote").put("status", details.remote().status()).put("body", details.remote().body());
        }
    }

    static Map<String, String> headers(PerchException failure) {
        Map<String, String> headers = new TreeMap<>();
        Duration pause = failure.details().retryAfter();
        int status = failure.status();
        if (pause != null || status == 429 || status == 503) {
            // whoever comes a moment too early would be refused again
            long seconds = (pause == null ? SOON : pause).plusMillis(999).toSeconds();
            headers.put("Retry-After", Long.toString(Math.max(1, seconds)));
        }
        return headers;
    }

    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
