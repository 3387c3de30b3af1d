package io.perch.api;

import io.perch.base.Caller;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Priority;
import io.perch.predict.Wish;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** The headers by which a caller says how long he waits ({@code X-Perch-Timeout: 500ms}) and whether others may go first. */
final class CallTerms {

    static final String TIMEOUT = "X-Perch-Timeout";
    static final String PRIORITY = "X-Perch-Priority";

    private CallTerms() {
    }

    /** Throws REQUEST_INVALID, naming the header. */
    static Wish of(RoutingContext http) {
        String patience = http.request().getHeader(TIMEOUT);
        String priority = http.request().getHeader(PRIORITY);
        return patience == null && priority == null ? Wish.NONE
                : new Wish(Caller.NOBODY, patience == null ? null : TimeText.read(TIMEOUT, patience),
                        priority == null ? null : priority(priority));
    }

    private static Priority priority(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "interactive" -> Priority.INTERACTIVE;
            case "bulk" -> Priority.BULK;
            default -> throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "failed to parse [" + PRIORITY + "] with value [" + text + "]", "it is interactive or bulk");
        };
    }
}
