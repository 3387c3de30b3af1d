package io.perch.predict.rate;

import io.perch.base.Caller;
import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Stopping;
import io.perch.base.Workers;
import io.perch.model.Gate;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.RateLimit;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Lets as many requests through as a model's limits allow, on all replicas together. A replica takes blocks of requests out of
 * buckets in the database, ahead of the callers, and gives back what nobody sends: a busy model costs a few statements a second and
 * none per predict. While the database is away, requests to limited models are refused once the block is used up.
 */
@ApplicationScoped
public class RateLimits {

    private static final Logger LOG = Logger.getLogger(RateLimits.class);
    private static final double NANOS_PER_SECOND = 1e9;
    /** By then somebody may have changed a limit that lets nobody through. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    private final Map<Bucket, Lease> leases = new ConcurrentHashMap<>();
    private final TokenTable table;
    private final Contexts contexts;
    private final Settings settings;
    private final RateConfig config;

    RateLimits(TokenTable table, Contexts contexts, Settings settings, RateConfig config, ModelCatalog catalog) {
        this.table = table;
        this.contexts = contexts;
        this.settings = settings;
        this.config = config;
        catalog.onGone(id -> leases.keySet().removeIf(bucket -> bucket.modelId().equals(id)));
    }

    /** Counts a request. Fails with RATE_LIMITED, RATE_LIMITED_USER, or when the database is needed and away. */
    public Uni<Void> admit(Model model, Caller caller) {
        Gate gate = model.gate();
        RateLimit own = gate.users() == null || !settings.get(MlSettings.CONTROLLER_ENABLED) ? null
                : gate.users().of(caller.userName());
        if (gate.limit() == null) {
            return own == null ? Uni.createFrom().voidItem() : take(lease(new Bucket(model.id(), caller.userName()), own));
        }
        Lease everybodys = lease(new Bucket(model.id(), Bucket.EVERYBODY), gate.limit());
        return own == null ? take(everybodys) : take(everybodys)
                .chain(() -> take(lease(new Bucket(model.id(), caller.userName()), own))
                        // who is not let through has not used up anybody else's
                        .onFailure().invoke(everybodys::putBack));
    }

    private Lease lease(Bucket bucket, RateLimit limit) {
        Lease lease = leases.get(bucket);
        return lease != null && lease.limit().equals(limit) ? lease : leases.compute(bucket,
                (key, there) -> there != null && there.limit().equals(limit) ? there
                        : new Lease(bucket, limit, config.block().toNanos() / NANOS_PER_SECOND, System.nanoTime()));
    }

    private Uni<Void> take(Lease lease) {
        return switch (lease.take(System.nanoTime())) {
            case YES -> {
                if (lease.isLow()) {
                    fetchAhead(lease);
                }
                yield Uni.createFrom().voidItem();
            }
            case NONE_LEFT -> Uni.createFrom().failure(refusal(lease));
            case ASK -> lease.fetch(() -> fetch(lease)).emitOn(Workers.callersContext()).chain(() -> take(lease));
        };
    }

    private void fetchAhead(Lease lease) {
        lease.fetch(() -> fetch(lease)).subscribe().with(fetched -> { },
                failure -> LOG.debugf("No requests could be fetched ahead, the next callers will see why: %s",
                        failure.getMessage()));
    }

    private Uni<Void> fetch(Lease lease) {
        return contexts.fresh(() -> table.take(lease.bucket(), lease.limit(), lease.wanted()))
                .ifNoItem().after(config.patience()).failWith(() -> new PerchException(ErrorCode.DATABASE_UNAVAILABLE,
                        "The database has not told within " + config.patience().toMillis() + " ms how many requests the limit allows",
                        "retry; if it stays so, check the database at perch.postgres.host"))
                .invoke(block -> lease.fetched(block, System.nanoTime()))
                .onFailure().invoke(lease::failed)
                .replaceWithVoid().memoize().indefinitely();
    }

    private static PerchException refusal(Lease lease) {
        RateLimit limit = lease.limit();
        PerchException refusal = lease.bucket().isOfEverybody()
                ? new PerchException(ErrorCode.RATE_LIMITED, "Request is throttled at model level.", "the limit is " + limit)
                : new PerchException(ErrorCode.RATE_LIMITED_USER, "Request is throttled at user level. If you think there's an issue,"
                        + " please contact your cluster admin.", "the limit of " + lease.bucket().caller() + " is " + limit);
        Duration pause = Duration.ofNanos(lease.nanosToNext(System.nanoTime()));
        return refusal.retryAfter(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> giveBack() {
        return contexts.turn("give requests back", () -> giveBack(config.keep().toNanos()));
    }

    private Uni<Void> giveBack(long keep) {
        long now = System.nanoTime();
        leases.values().removeIf(lease -> lease.isIdle(now, keep));
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Lease lease : leases.values()) {
            long unused = lease.unused(now, keep);
            all = unused == 0 ? all : all.chain(() -> table.giveBack(lease.bucket(), lease.limit(), unused));
        }
        return all;
    }

    /** So that a replica that goes takes nothing with it. */
    void close(@Observes @Priority(Stopping.SIGNALS) ShutdownEvent stopping) {
        try {
            contexts.fresh(() -> giveBack(0)).await().atMost(LONGEST_GOODBYE);
        } catch (RuntimeException away) {
            LOG.debugf("Requests that this replica had taken are lost: %s", away.getMessage());
        }
    }
}
