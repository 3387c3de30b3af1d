package io.perch.search;

import io.perch.base.Pauses;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The tries of one call, until the patience has ended. One object per call. */
final class Patience {

    /** What hangs is not waited for: the next one may go better. */
    private static final Duration MOST_KEPT = Duration.ofSeconds(1);

    private final Pauses pauses;
    private int attempts;

    Patience(Duration bound, SearchConfig config) {
        this.pauses = new Pauses(bound, config.firstBackoff(), config.mostBackoff());
    }

    /** Runs {@code attempt} until it gives an answer; fails with the last {@link Unreachable} when the next try is too late. */
    <T> Uni<T> keepTrying(Supplier<Uni<T>> attempt) {
        attempts++;
        Duration began = pauses.spent();
        return attempt.get().onFailure(Unreachable.class)
                .recoverWithUni(failure -> again(attempt, failure, pauses.spent().minus(began)));
    }

    /** @param took how long the last one needed: a caller whose time ends meanwhile would not hear what it said */
    private <T> Uni<T> again(Supplier<Uni<T>> attempt, Throwable failure, Duration took) {
        Duration needed = took.multipliedBy(2);
        Duration wait = pauses.next(Duration.ZERO, needed.compareTo(MOST_KEPT) > 0 ? MOST_KEPT : needed);
        if (wait == null) {
            return Uni.createFrom().failure(failure);
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(wait).chain(() -> keepTrying(attempt));
    }

    /** For the reason of a failure: how often and for how long. */
    @Override
    public String toString() {
        return attempts + (attempts == 1 ? " attempt" : " attempts") + " over "
                + String.format(Locale.ROOT, "%.1f s", pauses.spent().toMillis() / 1000.0);
    }
}
