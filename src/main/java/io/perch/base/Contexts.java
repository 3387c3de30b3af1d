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
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Where background work runs: each piece on a Vert.x context of its own, because a database session lives on its context. */
@ApplicationScoped
public class Contexts {

    private static final Logger LOG = Logger.getLogger(Contexts.class);
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
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            // what is given up is given up there, too, and not before it has begun: it may have a session to close
            emitter.onTermination(() -> context.runOnContext(nothing -> running.get().cancel()));
            context.runOnContext(nothing ->
                    running.set(Uni.createFrom().deferred(() -> work.get()).subscribe().with(emitter::complete, emitter::fail)));
        });
    }

    /**
     * Runs {@code work} on a fresh context; the answer comes back on the caller's. For several pieces at once of which each may
     * need the database.
     */
    public <T> Uni<T> apart(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> fresh(work).emitOn(Workers.callersContext()));
    }

    /** Like {@link #fresh}, but tries again, ever more slowly, for as long as the database is away; at most {@code patience}. */
    public <T> Uni<T> throughOutages(Duration patience, Supplier<Uni<T>> work) {
        return fresh(work).onFailure(DatabaseOutage::causes).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .expireIn(patience.toMillis());
    }

    /** Starts {@code work} on a fresh context; {@code what} names it where its failure is logged. */
    public Cancellable start(String what, Supplier<Uni<Void>> work) {
        return fresh(work).subscribe().with(nothing -> { }, failure -> log(what, failure));
    }

    /** For scheduled jobs: {@code work} never fails, for the next turn will come. */
    public Uni<Void> turn(String what, Supplier<Uni<Void>> work) {
        return Uni.createFrom().voidItem().chain(nothing -> work.get())
                .onFailure().invoke(failure -> log(what, failure)).onFailure().recoverWithNull();
    }

    /** An outage of the database is the health check's to tell; each job telling it again each second would help nobody. */
    private static void log(String what, Throwable failure) {
        if (DatabaseOutage.causes(failure)) {
            LOG.debugf("To be tried again when the database is back: %s (%s)", what, Failures.words(failure));
        } else if (Failures.catalogued(failure).code() == ErrorCode.INTERNAL) {
            LOG.errorf(failure, "Failed to %s", what);
        } else {
            LOG.warnf("Failed to %s: %s", what, Failures.words(failure));
        }
    }
}
