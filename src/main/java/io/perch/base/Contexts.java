package io.perch.base;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where background work runs: each piece on a Vert.x context of its own, because a database session lives on its context. */
@ApplicationScoped
public class Contexts {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;

    Contexts(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs {@code work} on a fresh event-loop context; the answer comes back there. */
    public <T> Uni<T> fresh(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicReference<Cancellable> running = new AtomicReference<>(() -> { });
            emitter.onTermination(() -> running.get().cancel());
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(nothing ->
                    running.set(work.get().subscribe().with(emitter::complete, emitter::fail)));
        });
    }

    /** Like {@link #fresh}, but tries again, ever more slowly, for as long as the database is away; at most {@code patience}. */
    public <T> Uni<T> throughOutages(Duration patience, Supplier<Uni<T>> work) {
        return fresh(work).onFailure(DatabaseOutage::causes).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .expireIn(patience.toMillis());
    }

    /** Starts {@code work} on a fresh context; {@code onFailure} hears of its failure, nobody of its success. */
    public Cancellable start(Supplier<Uni<Void>> work, Consumer<Throwable> onFailure) {
        return fresh(work).subscribe().with(nothing -> { }, onFailure);
    }
}
