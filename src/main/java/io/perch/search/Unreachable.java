package io.perch.search;

import java.net.ConnectException;

/** One attempt that got no answer, or one that says "later": worth another try. */
final class Unreachable extends RuntimeException {

    private final transient SearchAnswer answer;

    private Unreachable(String what, Throwable cause, SearchAnswer answer) {
        super(what, cause, false, false);
        this.answer = answer;
    }

    /** {@code null} when there was none. */
    SearchAnswer answer() {
        return answer;
    }

    /** Whether nothing of the request can have arrived. */
    boolean neverSent() {
        return getCause() instanceof ConnectException;
    }

    static Unreachable later(SearchAnswer answer) {
        return new Unreachable("it answered " + answer.status() + ": " + answer.reason(), null, answer);
    }

    static Unreachable unanswered(Throwable cause) {
        String message = cause.getMessage();
        return new Unreachable(message == null ? cause.getClass().getSimpleName() : message, cause, null);
    }
}
