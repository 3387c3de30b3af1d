package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.Signals;
import io.perch.model.ModelCatalog;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
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

/** Keeps what this replica holds equal to what is wanted of it: after every change, and after every start. */
@ApplicationScoped
public class Reconciler {

    private final ModelsHere local;
    private final DeploymentTable table;
    private final ModelCatalog catalog;
    private final Signals signals;
    private final Contexts contexts;
    private final DeployConfig config;
    private final Settings settings;
    private final InstantSource clock;
    /** What was wanted when this replica started and is not warm yet; {@code null} until the database has told. */
    private volatile Set<String> cold;
    /** What an earlier life had loaded, while auto redeploy is off: left alone until somebody asks for it again. */
    private volatile Map<String, Deployment.Wanted> asleep = Map.of();

    Reconciler(ModelsHere local, DeploymentTable table, ModelCatalog catalog, Signals signals, Contexts contexts,
            DeployConfig config, Settings settings, InstantSource clock) {
        this.local = local;
        this.table = table;
        this.catalog = catalog;
        this.signals = signals;
        this.contexts = contexts;
        this.config = config;
        this.settings = settings;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(Deploys.WANTED_CHANGED, nothing -> contexts.start("follow what is wanted", this::reconcile));
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
        return contexts.turn("follow what is wanted", () -> {
            Map<String, String> before = local.generations();
            return table.wantedHere().invoke(wanted -> follow(before, wanted)).chain(local::reportAll);
        });
    }

    /**
     * @param before what was here before the database was asked. What came since is left alone: a predict may have wanted it in the
     *               very moment in which the database answered that nobody does
     */
    private void follow(Map<String, String> before, Map<String, Deployment.Wanted> wanted) {
        if (cold == null) {
            boolean redeploys = settings.get(MlSettings.MODEL_AUTO_REDEPLOY_ENABLE);
            cold = redeploys ? Set.copyOf(wanted.keySet()) : Set.of();
            asleep = redeploys ? Map.of() : wanted;
        }
        before.forEach((id, generation) -> {
            if (!wanted.containsKey(id) && !isFreshFailure(id)) {
                contexts.start("unload model " + id, () -> local.unload(id, generation));
            }
        });
        wanted.forEach((id, how) -> {
            if (!how.equals(asleep.get(id)) && needsLoad(id, how.generation())) {
                contexts.start("load model " + id, () -> load(id, how.generation()));
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
            case Slot.Evicted evicted -> !evicted.generation().equals(generation);
            case Slot.Failed failed -> !failed.generation().equals(generation) || !isFresh(failed);
        };
    }

    /** Remembered although nobody wants it any more: else each predict would begin another load that fails. */
    private boolean isFreshFailure(String modelId) {
        return local.slot(modelId).orElse(null) instanceof Slot.Failed failed && isFresh(failed);
    }

    private boolean isFresh(Slot.Failed failed) {
        return clock.millis() - failed.at() <= config.retryAfterFailure().toMillis();
    }

    private Uni<Void> load(String modelId, String generation) {
        // what a load ran into has been logged by then
        return catalog.resolve(modelId)
                .chain(model -> local.load(model, generation).onFailure().recoverWithNull()).replaceWithVoid();
    }

    private void warmUp(Set<String> wanted) {
        Set<String> still = new HashSet<>(cold);
        still.retainAll(wanted);
        still.removeIf(id -> isSettled(local.slot(id).orElse(null)));
        cold = Set.copyOf(still);
    }

    private boolean isSettled(Slot slot) {
        return switch (slot) {
            case null -> false;
            case Slot.Loading loading -> false;
            case Slot.Loaded loaded -> true;
            case Slot.Evicted evicted -> true;
            case Slot.Failed failed -> config.readyWithFailedModels();
        };
    }
}
