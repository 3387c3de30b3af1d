package io.perch.connector.call;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.call.CallFailed.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.UnaryOperator;

/** Tells answers that can be worked with from those that are refusals of the other side. */
final class Answers {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final String THROTTLED = "ThrottlingException";
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final UnaryOperator<String> masking;
    private final InstantSource clock;

    /** @param masking takes secrets out of what the other side says: some repeat the key that they refuse */
    Answers(UnaryOperator<String> masking, InstantSource clock) {
        this.masking = masking;
        this.clock = clock;
    }

    /** @param mayBeEmpty a success without a body is one. Throws {@link CallFailed} */
    HttpAnswer accepted(HttpAnswer answer, boolean mayBeEmpty) {
        if (!answer.accepted()) {
            throw refused(answer);
        }
        if (answer.body().length() == 0 && !mayBeEmpty) {
            throw new CallFailed(new PerchException(ErrorCode.REMOTE_ANSWER_EMPTY,
                    "Remote service returned empty response body", "see that method and url of the action are right")
                    .answered(answer.status(), ""), Verdict.OUTAGE);
        }
        return answer;
    }

    private CallFailed refused(HttpAnswer answer) {
        int status = answer.status();
        boolean throttled = throttled(answer);
        Duration pause = pause(answer.headers().get("Retry-After"));
        String body = answer.excerpt(masking);
        PerchException why = new PerchException(ErrorCode.REMOTE_FAILED, reason(status, throttled, body), hint(status))
                .answered(status, body);
        boolean outage = status >= FIRST_SERVER_ERROR;
        return new CallFailed(pause == null ? why : why.retryAfter(pause),
                new Verdict(outage || throttled || status == TOO_MANY_REQUESTS, outage, pause));
    }

    private static String reason(int status, boolean throttled, String body) {
        if (throttled) {
            return "Error from remote service: The request was denied due to remote server throttling. To change the retry policy"
                    + " and behavior, please update the connector client_config.";
        }
        return body.isBlank() ? "Remote service returned error status " + status + " with empty body"
                : "Error from remote service: " + body;
    }

    private static String hint(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> "redirects are not followed: put the url that it leads to into the connector";
            case 401, 403 -> "see the credential of the connector, and how its headers use it";
            case 404 -> "see the url of the connector's action, and the name of the model in it";
            default -> null;
        };
    }

    private static boolean throttled(HttpAnswer answer) {
        String type = answer.headers().get("x-amzn-ErrorType");
        return type != null && type.startsWith(THROTTLED);
    }

    /** Seconds, or a date (RFC 9110, 10.2.3); {@code null} when it is neither. */
    private Duration pause(String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        if (retryAfter.matches("[0-9]{1,9}")) {
            return shortened(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        try {
            Instant until = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return shortened(Duration.between(clock.instant(), until));
        } catch (DateTimeParseException neither) {
            return null;
        }
    }

    private static Duration shortened(Duration pause) {
        return pause.isNegative() ? Duration.ZERO : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
