package io.perch.deploy;

import io.perch.artifact.CachedModel;
import io.perch.artifact.ModelCache;
import io.perch.artifact.PackageRef;
import io.perch.artifact.Progress;
import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.base.Workers;
import io.perch.engine.Engine;
import io.perch.model.LoadedModel;
import io.perch.model.Model;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** The models in this replica's memory. A model is loaded once however many ask for it, and drained before it goes. */
@ApplicationScoped
class LocalModels {

    private static final Logger LOG = Logger.getLogger(LocalModels.class);

    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    /** Models that were let go of and are not gone yet: the next load of one waits for that. */
    private final Map<String, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();
    private final Engine engine;
    private final ModelCache cache;
    private final Preflight preflight;
    private final DeploymentTable table;
    private final Signals signals;
    private final Contexts contexts;
    private final InstantSource clock;
    private final DeployConfig config;
    private final Workers loaders;
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean closed;

    LocalModels(Engine engine, ModelCache cache, Preflight preflight, DeploymentTable table, Signals signals, Contexts contexts,
            InstantSource clock, DeployConfig config) {
        this.engine = engine;
        this.cache = cache;
        this.preflight = preflight;
        this.table = table;
        this.signals = signals;
        this.contexts = contexts;
        this.clock = clock;
        this.config = config;
        this.loaders = new Workers("load", config.loadsAtOnce(), config.maxWaitingLoads());
    }

    Optional<Slot> slot(String modelId) {
        return Optional.ofNullable(slots.get(modelId));
    }

    Set<String> ids() {
        return Set.copyOf(slots.keySet());
    }

    /** Epoch ms of the last predict, per loaded model. */
    Map<String, Long> lastUsed() {
        Map<String, Long> uses = new HashMap<>();
        slots.forEach((id, slot) -> {
            if (slot instanceof Slot.Loaded loaded) {
                uses.put(id, loaded.lastUsed().get());
            }
        });
        return uses;
    }

    /** Loads the model, or joins the load in flight, or answers the loaded one. */
    Uni<LoadedModel> load(Model model, String generation) {
        if (closed) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.SHUTTING_DOWN, "This replica is shutting down",
                    "retry: another replica answers"));
        }
        Slot slot = slots.compute(model.id(), (id, now) -> switch (now) {
            case Slot.Loading loading -> loading;
            case Slot.Loaded loaded -> loaded.generation().equals(generation) ? loaded
                    : new Slot.Loaded(generation, loaded.model(), loaded.lastUsed().get());
            case Slot.Failed failed -> begin(model, generation);
            case null -> begin(model, generation);
        });
        return switch (slot) {
            case Slot.Loading loading -> loading.done().emitOn(Workers.callersContext());
            case Slot.Loaded loaded -> report(model.id(), loaded).replaceWith(loaded.model());
            case Slot.Failed failed -> Uni.createFrom().failure(failed.why());
        };
    }

    /**
     * No predict finds the model from now on; those in flight finish, then its memory is given back, which the answer waits for.
     * Does nothing when the model is not here.
     */
    Uni<Void> unload(String modelId) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        AtomicReference<Slot> found = new AtomicReference<>();
        slots.computeIfPresent(modelId, (id, slot) -> {
            found.set(slot);
            leaving.put(id, left);
            return null;
        });
        return found.get() == null ? Uni.createFrom().voidItem()
                : closed(modelId, found.get()).onFailure().recoverWithNull().chain(() -> gone(modelId))
                        .onTermination().invoke(() -> {
                            leaving.remove(modelId, left);
                            left.complete(null);
                        });
    }

    private Uni<?> closed(String modelId, Slot slot) {
        return switch (slot) {
            case Slot.Loaded loaded -> close(modelId, loaded.model());
            // the load sees that its place is gone, and closes what it has loaded
            case Slot.Loading loading -> loading.done();
            case Slot.Failed failed -> Uni.createFrom().voidItem();
        };
    }

    /** For good: nothing is loaded from now on. */
    Uni<Void> unloadAll() {
        closed = true;
        return ids().stream().map(this::unload).reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    /** Tells the database what it has not heard yet. */
    Uni<Void> reportAll() {
        return slots.entrySet().stream().map(entry -> report(entry.getKey(), entry.getValue()))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    void nothingIsReported() {
        slots.values().forEach(slot -> slot.reported().set(false));
    }

    private Slot.Loading begin(Model model, String generation) {
        Slot.Loading loading = new Slot.Loading(generation, turns.incrementAndGet());
        // looked up before this load can be seen: an undeploy of this very load waits for it, and must not be waited for
        CompletableFuture<Void> before = leaving.get(model.id());
        contexts.fresh(() -> left(before).chain(() -> loadNow(model, loading)))
                .subscribe().with(loading.outcome()::complete, loading.outcome()::completeExceptionally);
        return loading;
    }

    private static Uni<Void> left(CompletableFuture<Void> before) {
        return before == null ? Uni.createFrom().voidItem()
                : Uni.createFrom().completionStage(before).emitOn(Workers.callersContext());
    }

    private Uni<LoadedModel> loadNow(Model model, Slot.Loading loading) {
        String generation = loading.generation();
        return report(model.id(), loading)
                .chain(() -> loaders.run(() -> {
                    preflight.check(model, heldUpTo(loading));
                    return null;
                }))
                .chain(() -> cache.folder(packageOf(model), config.storePatience(), Progress.UNHEARD))
                .chain(files -> loaders.run(() -> open(model, files)))
                .chain(loaded -> settle(model, loading, new Slot.Loaded(generation, loaded, clock.millis()))
                        .replaceWith(loaded))
                .onFailure().recoverWithUni(failure -> {
                    PerchException why = Failures.catalogued(failure);
                    LOG.logf(why.code() == ErrorCode.MODEL_NOT_DEPLOYED ? Logger.Level.INFO : Logger.Level.WARN,
                            why.code() == ErrorCode.INTERNAL ? why : null, "Model %s could not be loaded: %s", model.id(), why.reason());
                    return settle(model, loading, new Slot.Failed(generation, why, clock.millis()))
                            .chain(() -> Uni.createFrom().failure(why));
                });
    }

    private static PackageRef packageOf(Model model) {
        return new PackageRef(model.id(), model.content().sha256(), model.content().chunks(), model.content().bytes());
    }

    private LoadedModel open(Model model, CachedModel files) {
        try (files) {
            return engine.load(model.id(), model.function(), model.format(), model.config(), files.folder());
        }
    }

    /** The load is over: its outcome takes its place, unless the model was undeployed meanwhile. */
    private Uni<Void> settle(Model model, Slot.Loading loading, Slot outcome) {
        if (slots.replace(model.id(), loading, outcome)) {
            return report(model.id(), outcome);
        }
        return outcome instanceof Slot.Loaded loaded
                ? close(model.id(), loaded.model()).chain(() -> Uni.createFrom().failure(new PerchException(
                        ErrorCode.MODEL_NOT_DEPLOYED, "Model " + model.id() + " was undeployed while it was loading", null)))
                : Uni.createFrom().voidItem();
    }

    /** Models that take memory, or are about to and came before this one: of several that want the last place, one gets it. */
    private int heldUpTo(Slot.Loading mine) {
        return (int) slots.values().stream().filter(slot -> switch (slot) {
            case Slot.Loaded loaded -> true;
            case Slot.Loading loading -> loading.turn() <= mine.turn();
            case Slot.Failed failed -> false;
        }).count();
    }

    /** A database that is away learns of it later. */
    private Uni<Void> report(String modelId, Slot slot) {
        if (slot.reported().get()) {
            return Uni.createFrom().voidItem();
        }
        return contexts.fresh(() -> write(modelId, slot).chain(() -> signals.send(DeployTask.HOLDING_CHANGED, modelId)))
                .invoke(() -> slot.reported().set(true))
                .onFailure().recoverWithNull();
    }

    private Uni<Void> write(String modelId, Slot slot) {
        return switch (slot) {
            case Slot.Loading it -> table.hold(modelId, Holding.State.LOADING, it.generation(), 0, null);
            case Slot.Loaded it -> table.hold(modelId, Holding.State.LOADED, it.generation(), it.model().memoryBytes(), null);
            case Slot.Failed it -> table.hold(modelId, Holding.State.FAILED, it.generation(), 0, it.why());
        };
    }

    private Uni<Void> close(String modelId, LoadedModel model) {
        return loaders.run(() -> {
            model.close();
            return null;
        }).onFailure().invoke(failure -> LOG.errorf(failure, "Model %s did not close cleanly", modelId)).replaceWithVoid();
    }

    private Uni<Void> gone(String modelId) {
        return contexts.fresh(() -> table.release(modelId).chain(() -> signals.send(DeployTask.HOLDING_CHANGED, modelId)))
                .onFailure().recoverWithNull();
    }

    @PreDestroy
    void stop() {
        loaders.close();
    }
}
