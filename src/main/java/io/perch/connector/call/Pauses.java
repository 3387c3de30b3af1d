package io.perch.connector.call;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before each next try, in milliseconds: as the connector's policy says, and never less than the other side
 * asked for ({@code Retry-After}).
 */
final class Pauses implements CustomBackoffStrategy {

    private static final int MOST_DOUBLINGS = 30;

    private final RetryPolicy policy;
    private final Duration base;
    private final Duration cap;
    private final DoubleSupplier random;
    private int tries;

    /**
     * @param cap    the longest pause of equal jitter
     * @param random 0 (inclusive) to 1 (exclusive)
     */
    Pauses(RetryPolicy policy, Duration base, Duration cap, DoubleSupplier random) {
        this.policy = policy;
        this.base = base;
        this.cap = cap;
        this.random = random;
    }

    @Override
    public long nextDelayInMillis(Throwable failure) {
        long own = ownPause();
        Duration asked = failure instanceof CallFailed failed ? failed.verdict().pause() : null;
        return asked == null ? own : Math.max(own, asked.toMillis());
    }

    private long ownPause() {
        long grown = base.toMillis() << Math.min(tries++, MOST_DOUBLINGS);
        return switch (policy) {
            case CONSTANT -> base.toMillis();
            case EXPONENTIAL_EQUAL_JITTER -> {
                long half = Math.min(cap.toMillis(), grown) / 2;
                yield half + (long) (half * random.getAsDouble());
            }
            case EXPONENTIAL_FULL_JITTER -> (long) (Math.min(cap.toMillis(), grown) * random.getAsDouble());
        };
    }
}
