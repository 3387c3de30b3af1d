package io.perch.search;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Doubling pauses with jitter (between half and the whole of the pause, so that replicas that fell together do not knock
 * together) until a patience has ended. One object per call.
 */
final class Pauses {

    private final long startNanos = System.nanoTime();
    private final Duration bound;
    private final Duration most;
    private Duration pause;

    Pauses(Duration bound, SearchConfig config) {
        this.bound = bound;
        this.pause = config.firstBackoff();
        this.most = config.mostBackoff();
    }

    /** {@code null} when there is no time for another one. @param needed after the pause, for it to be of use */
    Duration next(Duration needed) {
        long half = Math.max(1, pause.toMillis() / 2);
        pause = pause.multipliedBy(2).compareTo(most) > 0 ? most : pause.multipliedBy(2);
        Duration wait = Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
        return spent().plus(wait).plus(needed).compareTo(bound) > 0 ? null : wait;
    }

    Duration spent() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
