package io.perch.connector.call;

import io.perch.base.PerchException;
import java.time.Duration;

/** One try went wrong. What the guards make of it is decided where it is known: {@code why} is what the caller learns in the end. */
final class CallFailed extends RuntimeException {

    private final transient PerchException why;
    private final transient Verdict verdict;

    /**
     * @param retryable another try may go well
     * @param outage    the other side is not well: so many of these and it is left alone for a while
     * @param pause     that the other side asked for, or {@code null}
     */
    record Verdict(boolean retryable, boolean outage, Duration pause) {

        static final Verdict FINAL = new Verdict(false, false, null);
        static final Verdict OUTAGE = new Verdict(true, true, null);
    }

    CallFailed(PerchException why, Verdict verdict) {
        super(why.reason(), why, false, false);
        this.why = why;
        this.verdict = verdict;
    }

    PerchException why() {
        return why;
    }

    Verdict verdict() {
        return verdict;
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CallFailed failed ? failed.why : failure;
    }
}
