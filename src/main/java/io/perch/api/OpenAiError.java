package io.perch.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;
import java.util.Locale;

/**
 * A failure as OpenAI's SDKs read it: {@code {"error": {"message", "type", "param", "code"}}}. They choose their exception
 * by the status, so unknown paths and content types have here the status that HTTP has for them.
 */
final class OpenAiError {

    private OpenAiError() {
    }

    static boolean isFor(String path) {
        return path.startsWith("/v1/") || path.equals("/v1");
    }

    static ErrorEnvelope of(PerchException failure, boolean withTrace) {
        int status = status(failure);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("message", message(failure)).put("type", type(status))
                .put("param", failure.details().member()).put("code", failure.code().name().toLowerCase(Locale.ROOT));
        if (withTrace) {
            error.put("stack_trace", ErrorEnvelope.trace(failure));
        }
        return new ErrorEnvelope(status, ErrorEnvelope.headers(failure), body);
    }

    /** The SDKs show nothing but the message: what to do about it belongs into it. */
    private static String message(PerchException failure) {
        return failure.hint() == null ? failure.reason() : failure.reason() + " (" + failure.hint() + ")";
    }

    private static int status(PerchException failure) {
        return switch (failure.code()) {
            case PATH_UNKNOWN -> 404;
            case CONTENT_TYPE_UNSUPPORTED -> 415;
            default -> failure.status();
        };
    }

    private static String type(int status) {
        if (status >= 500) {
            return "server_error";
        }
        return status == 429 ? "rate_limit_error" : "invalid_request_error";
    }
}
