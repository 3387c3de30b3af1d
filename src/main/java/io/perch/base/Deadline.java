package io.perch.base;

import java.time.Duration;

/** The moment after which an answer is of no use to its caller. Measured on the monotonic clock of this process. */
public record Deadline(long atNanos) {

    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    public boolean passed() {
        return remaining().isNegative();
    }

    /** Negative once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(atNanos - System.nanoTime());
    }
}
