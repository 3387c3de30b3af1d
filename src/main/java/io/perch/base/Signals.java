package io.perch.base;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Hints between replicas over PostgreSQL's LISTEN/NOTIFY. A signal says "look again", it never carries the truth:
 * signals sent while a replica was cut off are lost, so after every (re)connection each listener hears
 * {@link #EVERYTHING}. Caches re-read on a slow timer as well.
 */
@ApplicationScoped
public class Signals {

    /** What a listener hears when it may have missed signals: re-read everything. */
    public static final String EVERYTHING = "";

    /** {@code $1} channel, {@code $2} payload (under 8,000 bytes). */
    public static final String SEND = "SELECT pg_notify($1, $2)";

    private static final Logger LOG = Logger.getLogger(Signals.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Pool pool;
    private final PgSubscriber subscriber;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile boolean stopped;

    Signals(Vertx vertx, Pool pool, PostgresConfig postgres) {
        this.vertx = vertx;
        this.pool = pool;
        this.subscriber = PgSubscriber.subscriber(vertx, options(postgres));
        subscriber.reconnectPolicy(Signals::pauseBefore);
    }

    /**
     * Calls {@code onSignal} with the payload of each signal on {@code channel}, on a Vert.x context of its own that is
     * safe for database sessions; it must not block. Returns at once: while the database is down it keeps trying.
     */
    public void listen(String channel, Consumer<String> onSignal) {
        var subscription = subscriber.channel(channel);
        subscription.subscribeHandler(nothing -> {
            loseQuietly(subscriber.actualConnection());
            hand(channel, EVERYTHING, onSignal);
        });
        subscription.handler(payload -> hand(channel, payload, onSignal));
        if (connecting.compareAndSet(false, true)) {
            connect(1);
        }
    }

    /** Sends now, outside any transaction. Fails when the database is away. */
    public Uni<Void> send(String channel, String payload) {
        // on a connection, not on the pool: that one forgets a timer when PostgreSQL is away, and logs an error when it rings
        return pool.withConnection(sql -> sql.preparedQuery(SEND).execute(Tuple.of(channel, payload))).replaceWithVoid();
    }

    /** Sends when the transaction at hand commits. */
    public Uni<Void> inTransaction(String channel, String payload) {
        // pg_notify answers nothing, and Hibernate wants a type
        return Panache.getSession().chain(session -> session
                .createNativeQuery("SELECT 1 FROM pg_notify(?1, ?2)", Integer.class)
                .setParameter(1, channel).setParameter(2, payload).getSingleResult()).replaceWithVoid();
    }

    void close(@Observes @Priority(Stopping.SIGNALS) ShutdownEvent stopping) {
        stopped = true;
        // waited for: what is left of it when the event loops end is logged as an error by Netty
        try {
            subscriber.close().toCompletionStage().toCompletableFuture().get(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException gone) {
            LOG.debugf("The connection for signals did not close cleanly: %s", gone.getMessage());
        }
    }

    /** Without a handler the driver prints a stack trace when PostgreSQL goes away; each reconnect makes a new connection. */
    private static void loseQuietly(PgConnection connection) {
        if (connection != null) {
            connection.exceptionHandler(lost -> LOG.debugf("The connection for signals is lost: %s", lost.getMessage()));
        }
    }

    /** The reconnect policy knows lost connections only: until there was one, trying again is up to Perch. */
    private void connect(int attempt) {
        subscriber.connect().onFailure(failure -> {
            LOG.warnf("No connection for signals between replicas, trying again: %s", failure.getMessage());
            vertx.setTimer(pauseBefore(attempt), timer -> {
                if (!stopped) {
                    // a subscriber that could not connect counts as open, and would ignore another connect()
                    subscriber.close();
                    connect(attempt + 1);
                }
            });
        });
    }

    private void hand(String channel, String payload, Consumer<String> onSignal) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(nothing -> {
            try {
                onSignal.accept(payload);
            } catch (RuntimeException failure) {
                // one listener's defect must not silence the others
                LOG.errorf(failure, "A listener on [%s] failed", channel);
            }
        });
    }

    private static long pauseBefore(int attempt) {
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
    }

    private static PgConnectOptions options(PostgresConfig postgres) {
        return new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(postgres.password());
    }
}
