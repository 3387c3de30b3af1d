package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as OpenSearch writes them in query parameters: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
final class TimeText {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private TimeText() {
    }

    /** Throws REQUEST_INVALID, naming the parameter. */
    static Duration read(String parameter, String text) {
        Matcher match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "failed to parse [" + parameter + "] with value [" + text + "] as a time value",
                    "write it like 500ms, 30s or 2m");
        }
        return Duration.of(Long.parseLong(match.group(1)), switch (match.group(2)) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        });
    }
}
