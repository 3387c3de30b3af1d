package io.perch.search;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** The tries of one call, until the patience has ended. One object per call. */
final class Patience {

    private final Pauses pauses;
    private int attempts;

    Patience(Duration bound, SearchConfig config) {
        this.pauses = new Pauses(bound, config);
    }

    /** Runs {@code attempt} until it gives an answer; fails with the last {@link Unreachable} when the next try is too late. */
    <T> Uni<T> keepTrying(Supplier<Uni<T>> attempt) {
        attempts++;
        return attempt.get().onFailure(Unreachable.class).recoverWithUni(failure -> again(attempt, failure));
    }

    private <T> Uni<T> again(Supplier<Uni<T>> attempt, Throwable failure) {
        Duration wait = pauses.next();
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
