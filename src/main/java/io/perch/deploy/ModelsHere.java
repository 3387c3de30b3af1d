package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.connector.RemoteModels;
import io.perch.model.LoadedModel;
import io.perch.model.Model;
import io.smallrye.mutiny.Uni;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The models in this replica's memory. A model is loaded once however many ask for it, and drained before it goes. */
@ApplicationScoped
class ModelsHere {

    private static final Logger LOG = Logger.getLogger(ModelsHere.class);

    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    /** Models that were let go of and are not gone yet: the next load of one waits for that. */
    private final Map<String, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();
    private final LocalLoads local;
    private final RemoteModels remote;
    private final HoldingReports reports;
    private final Contexts contexts;
    private final InstantSource clock;
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean closed;

    ModelsHere(LocalLoads local, RemoteModels remote, HoldingReports reports, Contexts contexts, InstantSource clock) {
        this.local = local;
        this.remote = remote;
        this.reports = reports;
        this.contexts = contexts;
        this.clock = clock;
    }

    Optional<Slot> slot(String modelId) {
        return Optional.ofNullable(slots.get(modelId));
    }

    /** The generation of each model that is here, or is coming. */
    Map<String, String> generations() {
        Map<String, String> generations = new HashMap<>();
        slots.forEach((id, slot) -> generations.put(id, slot.generation()));
        return generations;
    }

    /** Epoch ms of the last predict, per loaded model. */
    Map<String, Long> lastUsed() {
        return loaded().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().lastUsed().get()));
    }

    Map<String, Slot.Loaded> loaded() {
        Map<String, Slot.Loaded> loaded = new HashMap<>();
        slots.forEach((id, slot) -> {
            if (slot instanceof Slot.Loaded here) {
                loaded.put(id, here);
            }
        });
        return loaded;
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
            case Slot.Evicted evicted -> begin(model, generation);
            case Slot.Failed failed -> begin(model, generation);
            case null -> begin(model, generation);
        });
        return switch (slot) {
            case Slot.Loading loading -> loading.done().emitOn(Workers.callersContext());
            case Slot.Loaded loaded -> report(model.id()).replaceWith(loaded.model());
            case Slot.Failed failed -> Uni.createFrom().failure(failed.why());
            case Slot.Evicted evicted -> throw new IllegalStateException("a load begins where a model was evicted");
        };
    }

    /**
     * No predict finds the model from now on; those in flight finish, then its memory is given back, which the answer waits for.
     * Does nothing when the model is not here.
     */
    Uni<Void> unload(String modelId) {
        return unload(modelId, slot -> true);
    }

    /** The same, unless another deploy has asked for the model meanwhile. */
    Uni<Void> unload(String modelId, String generation) {
        return unload(modelId, slot -> slot.generation().equals(generation));
    }

    private Uni<Void> unload(String modelId, Predicate<Slot> meant) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        Slot was = replace(modelId, left, slot -> meant.test(slot) ? null : slot);
        return was == null ? Uni.createFrom().voidItem() : leave(modelId, left, was, () -> reports.gone(modelId));
    }

    /** Puts out of memory what nobody uses, if it is so. Its place remembers that. */
    private Uni<Boolean> evict(Held held) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        Slot was = replace(held.modelId(), left,
                slot -> atRest(slot, held.lastUsed()) ? new Slot.Evicted(slot.generation()) : slot);
        return was == null ? Uni.createFrom().item(false)
                : leave(held.modelId(), left, was, this::reportAll).replaceWith(true);
    }

    private static boolean atRest(Slot slot, long since) {
        return slot instanceof Slot.Loaded loaded && loaded.lastUsed().get() == since && !loaded.model().profile().busy();
    }

    /** At once: the next predict sees it. Returns what was there before, {@code null} when that has not changed. */
    private Slot replace(String modelId, CompletableFuture<Void> left, UnaryOperator<Slot> change) {
        AtomicReference<Slot> was = new AtomicReference<>();
        slots.computeIfPresent(modelId, (id, slot) -> {
            Slot now = change.apply(slot);
            if (now != slot) {
                was.set(slot);
                leaving.put(id, left);
            }
            return now;
        });
        return was.get();
    }

    private Uni<Void> leave(String modelId, CompletableFuture<Void> left, Slot was, Supplier<Uni<Void>> tell) {
        return closed(modelId, was).onFailure().recoverWithNull().chain(() -> tell.get())
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
            case Slot.Evicted evicted -> Uni.createFrom().voidItem();
            case Slot.Failed failed -> Uni.createFrom().voidItem();
        };
    }

    /** For good: nothing is loaded from now on. */
    Uni<Void> unloadAll() {
        closed = true;
        return Set.copyOf(slots.keySet()).stream().map(this::unload)
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    /** Tells the database what it has not heard yet. */
    Uni<Void> reportAll() {
        return Set.copyOf(slots.keySet()).stream().map(this::report)
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    private Uni<Void> report(String modelId) {
        return reports.report(modelId, () -> slots.get(modelId));
    }

    void nothingIsReported() {
        slots.values().forEach(slot -> slot.reported().set(false));
    }

    private Slot.Loading begin(Model model, String generation) {
        Slot.Loading loading = new Slot.Loading(generation, turns.incrementAndGet(), model.function().isLocal());
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
        return report(model.id())
                .chain(() -> model.function().isLocal() ? local.load(model, tenants(loading)) : remote.open(model))
                .chain(loaded -> settle(model, loading, new Slot.Loaded(generation, loaded, clock.millis()))
                        .replaceWith(loaded))
                .onFailure().recoverWithUni(failure -> {
                    PerchException why = Failures.catalogued(failure);
                    LOG.logf(why.code() == ErrorCode.MODEL_NOT_DEPLOYED ? Logger.Level.INFO : Logger.Level.WARN,
                            why.code() == ErrorCode.INTERNAL ? why : null,
                            "Model %s could not be loaded: %s", model.id(), why.reason());
                    return settle(model, loading, new Slot.Failed(generation, why, clock.millis()))
                            .chain(() -> Uni.createFrom().failure(why));
                });
    }

    private Room.Tenants tenants(Slot.Loading loading) {
        return new Room.Tenants() {
            @Override
            public Map<String, Slot.Loaded> loaded() {
                Map<String, Slot.Loaded> loaded = ModelsHere.this.loaded();
                loaded.values().removeIf(slot -> !slot.model().isLocal());
                return loaded;
            }

            @Override
            public int places() {
                return heldUpTo(loading);
            }

            @Override
            public Uni<Boolean> evict(Held held) {
                return ModelsHere.this.evict(held);
            }
        };
    }

    /** The load is over: its outcome takes its place, unless the model was undeployed meanwhile. */
    private Uni<Void> settle(Model model, Slot.Loading loading, Slot outcome) {
        if (slots.replace(model.id(), loading, outcome)) {
            return report(model.id());
        }
        return outcome instanceof Slot.Loaded loaded
                ? close(model.id(), loaded.model()).chain(() -> Uni.createFrom().failure(new PerchException(
                        ErrorCode.MODEL_NOT_DEPLOYED, "Model " + model.id() + " was undeployed while it was loading", null)))
                : Uni.createFrom().voidItem();
    }

    /** Models that take memory, or are about to and came before this one: of several that want the last place, one gets it. */
    private int heldUpTo(Slot.Loading mine) {
        return (int) slots.values().stream().filter(slot -> switch (slot) {
            case Slot.Loaded loaded -> loaded.model().isLocal();
            case Slot.Loading loading -> loading.local() && loading.turn() <= mine.turn();
            case Slot.Evicted evicted -> false;
            case Slot.Failed failed -> false;
        }).count();
    }

    private Uni<Void> close(String modelId, LoadedModel model) {
        return local.close(model).onFailure().invoke(failure -> LOG.errorf(failure, "Model %s did not close cleanly", modelId)).replaceWithVoid();
    }
}
