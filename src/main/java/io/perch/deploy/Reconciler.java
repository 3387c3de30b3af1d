package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.Failures;
import io.perch.base.Signals;
import io.perch.model.ModelCatalog;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Keeps what this replica holds equal to what is wanted of it: after every change, and after every start. */
@ApplicationScoped
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final LocalModels local;
    private final DeploymentTable table;
    private final ModelCatalog catalog;
    private final Signals signals;
    private final Contexts contexts;
    private final DeployConfig config;
    private final InstantSource clock;
    /** What was wanted when this replica started and is not warm yet; {@code null} until the database has told. */
    private volatile Set<String> cold;

    Reconciler(LocalModels local, DeploymentTable table, ModelCatalog catalog, Signals signals, Contexts contexts,
            DeployConfig config, InstantSource clock) {
        this.local = local;
        this.table = table;
        this.catalog = catalog;
        this.signals = signals;
        this.contexts = contexts;
        this.config = config;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(Deploys.WANTED_CHANGED, nothing -> contexts.start(this::reconcile, this::later));
    }

    /**
     * The models that were wanted when this replica started and can't answer yet; empty before the database has told.
     * Models deployed later do not count: a load must not take a working replica out of service.
     */
    public Optional<Set<String>> coldModels() {
        return Optional.ofNullable(cold);
    }

    @Scheduled(every = "${perch.deploy.reconcile}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> reconcile() {
        return table.wantedHere().invoke(this::follow).chain(local::reportAll);
    }

    private void follow(Map<String, Deployment.Wanted> wanted) {
        if (cold == null) {
            cold = Set.copyOf(wanted.keySet());
        }
        local.ids().stream().filter(id -> !wanted.containsKey(id))
                .forEach(id -> contexts.start(() -> local.unload(id), this::later));
        wanted.forEach((id, how) -> {
            if (needsLoad(id, how.generation())) {
                contexts.start(() -> load(id, how.generation()), this::later);
            }
        });
        warmUp(wanted.keySet());
    }

    /** Not here yet, or asked for again, or failed for a while. */
    private boolean needsLoad(String modelId, String generation) {
        return switch (local.slot(modelId).orElse(null)) {
            case null -> true;
            case Slot.Loading loading -> false;
            case Slot.Loaded loaded -> !loaded.generation().equals(generation);
            case Slot.Failed failed -> !failed.generation().equals(generation)
                    || clock.millis() - failed.at() > config.retryAfterFailure().toMillis();
        };
    }

    private Uni<Void> load(String modelId, String generation) {
        return catalog.resolve(modelId).chain(model -> local.load(model, generation)).replaceWithVoid();
    }

    private void warmUp(Set<String> wanted) {
        Set<String> still = new HashSet<>(cold);
        still.retainAll(wanted);
        still.removeIf(id -> local.slot(id).orElse(null) instanceof Slot.Loaded
                || config.readyWithFailedModels() && local.slot(id).orElse(null) instanceof Slot.Failed);
        cold = Set.copyOf(still);
    }

    private void later(Throwable failure) {
        LOG.debugf("Will be tried again: %s", Failures.words(failure));
    }
}
