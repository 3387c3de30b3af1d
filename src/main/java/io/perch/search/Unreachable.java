package io.perch.search;

/** One attempt that got no answer, or one that says "later": worth another try. */
final class Unreachable extends RuntimeException {

    Unreachable(String what, Throwable cause) {
        super(what, cause, false, false);
    }

    static Unreachable later(SearchAnswer answer) {
        return new Unreachable("it answered " + answer.status() + ": " + answer.reason(), null);
    }

    static Unreachable unanswered(Throwable cause) {
        String message = cause.getMessage();
        return new Unreachable(message == null ? cause.getClass().getSimpleName() : message, cause);
    }
}
