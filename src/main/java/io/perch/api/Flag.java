package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.http.HttpServerRequest;

/**
 * A yes-or-no query parameter: absent is no; {@code ?flat_settings} alone is yes, as in OpenSearch. Read from the request
 * itself because Quarkus REST takes a parameter without a value for an absent one; declare it with {@code @Parameter}.
 */
final class Flag {

    private Flag() {
    }

    /** Throws REQUEST_INVALID for anything but true, false and nothing. */
    static boolean isOn(HttpServerRequest request, String name) {
        String value = request.getParam(name);
        return switch (value) {
            case null -> false;
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "Failed to parse value [" + value + "] as only [true] or [false] are allowed.", null);
        };
    }
}
