package io.perch.search;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * The tries of one call: doubling pauses with jitter (between half and the whole of the pause, so that replicas that fell
 * together do not knock together) until the patience has ended. One object per call.
 */
final class Patience {

    private final long startNanos = System.nanoTime();
    private final Duration bound;
    private final Duration most;
    private Duration pause;
    private int attempts;

    Patience(Duration bound, SearchConfig config) {
        this.bound = bound;
        this.pause = config.firstBackoff();
        this.most = config.mostBackoff();
    }

    /** Runs {@code attempt} until it gives an answer; fails with the last {@link Unreachable} when the next try is too late. */
    <T> Uni<T> keepTrying(Supplier<Uni<T>> attempt) {
        attempts++;
        return attempt.get().onFailure(Unreachable.class).recoverWithUni(failure -> again(attempt, failure));
    }

    private <T> Uni<T> again(Supplier<Uni<T>> attempt, Throwable failure) {
        Duration wait = nextPause();
        if (spent().plus(wait).compareTo(bound) > 0) {
            return Uni.createFrom().failure(failure);
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(wait).chain(() -> keepTrying(attempt));
    }

    private Duration nextPause() {
        long half = Math.max(1, pause.toMillis() / 2);
        pause = pause.multipliedBy(2).compareTo(most) > 0 ? most : pause.multipliedBy(2);
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }

    private Duration spent() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** For the reason of a failure: how often and for how long. */
    @Override
    public String toString() {
        return attempts + (attempts == 1 ? " attempt" : " attempts") + " over "
                + String.format(Locale.ROOT, "%.1f s", spent().toMillis() / 1000.0);
    }
}
