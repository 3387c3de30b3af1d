package io.perch.base;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Doubling pauses with jitter (between half and the whole of the pause, so that replicas that fell together do not knock
 * together) until a patience has ended. One object per call.
 */
public final class Pauses {

    private final long startNanos = System.nanoTime();
    private final Duration bound;
    private final Duration most;
    private Duration pause;

    /** @param bound the patience, over all pauses and tries */
    public Pauses(Duration bound, Duration first, Duration most) {
        this.bound = bound;
        this.pause = first;
        this.most = most;
    }

    /**
     * {@code null} when there is no time for another one.
     *
     * @param least  what the other side asked for
     * @param needed after the pause, for it to be of use
     */
    public Duration next(Duration least, Duration needed) {
        long half = Math.max(1, pause.toMillis() / 2);
        pause = pause.multipliedBy(2).compareTo(most) > 0 ? most : pause.multipliedBy(2);
        Duration own = Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
        Duration wait = own.compareTo(least) < 0 ? least : own;
        return spent().plus(wait).plus(needed).compareTo(bound) > 0 ? null : wait;
    }

    public Duration spent() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
