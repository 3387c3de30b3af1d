package io.perch.connector.call;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** What stands between a caller and a service that does not do well: tries again, leaves it alone, bounds how many call at once. */
final class Guards {

    private static final TypeLiteral<Uni<HttpAnswer>> ANSWER = new TypeLiteral<>() { };

    private final String name;
    private final RemoteConfig config;
    private final TypedGuard<Uni<HttpAnswer>> guard;

    /** @param name of the connector, for messages */
    Guards(String name, ClientLimits limits, RemoteConfig config) {
        this.name = name;
        this.config = config;
        TypedGuard.Builder<Uni<HttpAnswer>> builder = TypedGuard.create(ANSWER)
                .withBulkhead().limit(limits.connections() + config.maxWaiting()).done();
        if (limits.retries() != 0) {
            retrying(builder, limits);
        }
        if (config.circuitBreaker().enabled()) {
            breaking(builder, config.circuitBreaker());
        }
        this.guard = builder.build();
    }

    private static void retrying(TypedGuard.Builder<Uni<HttpAnswer>> builder, ClientLimits limits) {
        builder.withRetry().maxRetries(limits.retries())
                .maxDuration(limits.retryTimeout().toMillis(), ChronoUnit.MILLIS)
                .delay(Math.max(1, limits.retryBackoff().toMillis()), ChronoUnit.MILLIS)
                .jitter(0, ChronoUnit.MILLIS)
                .whenException(failure -> failure instanceof CallFailed failed && failed.verdict().retryable())
                .withCustomBackoff().strategy(() -> new Pauses(limits.retryPolicy(), limits.retryBackoff(),
                        limits.retryTimeout(), () -> ThreadLocalRandom.current().nextDouble())).done()
                .done();
    }

    private static void breaking(TypedGuard.Builder<Uni<HttpAnswer>> builder, RemoteConfig.CircuitBreaker breaker) {
        builder.withCircuitBreaker().requestVolumeThreshold(breaker.calls()).failureRatio(breaker.failureRatio())
                .delay(breaker.pause().toMillis(), ChronoUnit.MILLIS).successThreshold(1)
                .when(failure -> failure instanceof CallFailed failed && failed.verdict().outage())
                .done();
    }

    /** Fails with what the last try failed with, or REMOTE_PAUSED, REMOTE_BUSY. */
    Uni<HttpAnswer> run(Supplier<Uni<HttpAnswer>> attempt) {
        return guard.get(attempt).onFailure().transform(this::told);
    }

    private Throwable told(Throwable failure) {
        return switch (failure) {
            case CallFailed failed -> failed.why();
            case CircuitBreakerOpenException open -> paused();
            case BulkheadException full -> new PerchException(ErrorCode.REMOTE_BUSY, "More than " + config.maxWaiting()
                    + " calls wait for a connection of connector " + name, "raise client_config.max_connection of the connector,"
                    + " or perch.remote.max-waiting, or send fewer requests at once");
            default -> failure;
        };
    }

    private PerchException paused() {
        Duration pause = config.circuitBreaker().pause();
        return new PerchException(ErrorCode.REMOTE_PAUSED, "The service of connector " + name + " failed so often that it is left"
                + " alone for " + pause.toMillis() / 1000.0 + " s", "see why it failed; perch.remote.circuit-breaker.* says how"
                + " often is too often").retryAfter(pause);
    }
}
