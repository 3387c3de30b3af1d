package io.perch.model;

import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Which models exist, from memory: a predict asks here and touches no database. A change anywhere reaches every replica by a
 * signal, and by a slow look at everything remembered in case the signal got lost. With the database away the memory stays.
 */
@ApplicationScoped
public class ModelCatalog {

    /** The model in the payload has changed. */
    public static final String CHANGED = "perch_model_changed";

    private final Map<String, Model> known = new ConcurrentHashMap<>();
    private final List<Consumer<String>> whenGone = new CopyOnWriteArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private final CatalogConfig config;
    private final Signals signals;
    private final Contexts contexts;

    ModelCatalog(CatalogConfig config, Signals signals, Contexts contexts) {
        this.config = config;
        this.signals = signals;
        this.contexts = contexts;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(CHANGED, this::changed);
    }

    private void changed(String id) {
        changes.incrementAndGet();
        contexts.start("refresh the catalogue", () -> id.isEmpty() ? refreshAll() : refresh(Set.of(id)));
    }

    /** Fails with MODEL_NOT_FOUND. */
    public Uni<Model> resolve(String id) {
        Model model = known.get(id);
        if (model != null) {
            return Uni.createFrom().item(model);
        }
        long changesBefore = changes.get();
        return find(id).invoke(found -> remember(found, changesBefore));
    }

    /** As the database has it now. Fails with MODEL_NOT_FOUND. */
    public Uni<Model> find(String id) {
        return Panache.withSession(() -> ModelEntity.<ModelEntity>findById(id))
                .onItem().ifNull().failWith(() -> notFound(id))
                .map(ModelEntity::toModel);
    }

    /** For whoever has changed a model here: the next caller of this replica sees the change. */
    public void forget(String id) {
        changes.incrementAndGet();
        known.remove(id);
    }

    /** Whether {@link #resolve} answers from memory. */
    public boolean remembers(String id) {
        return known.containsKey(id);
    }

    /** Goes up with every change of a model that was made here or heard of: what was read before it may be out of date. */
    public long changes() {
        return changes.get();
    }

    /** {@code heard} is told of each model that is deleted, on any replica. */
    public void onGone(Consumer<String> heard) {
        whenGone.add(heard);
    }

    public static PerchException notFound(String id) {
        return new PerchException(ErrorCode.MODEL_NOT_FOUND, "Failed to find model with the provided model id: " + id, null);
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refreshAll() {
        return contexts.turn("refresh the catalogue",
                () -> known.isEmpty() ? Uni.createFrom().voidItem() : refresh(Set.copyOf(known.keySet())));
    }

    private Uni<Void> refresh(Set<String> ids) {
        return Panache.withSession(() -> ModelEntity.<ModelEntity>list("id in ?1", List.copyOf(ids)))
                .invoke(found -> replace(ids, found))
                .replaceWithVoid();
    }

    private void replace(Set<String> asked, List<ModelEntity> found) {
        Set<String> gone = new HashSet<>(asked);
        for (ModelEntity entity : found) {
            gone.remove(entity.id);
            known.computeIfPresent(entity.id, (id, old) -> entity.toModel());
        }
        gone.forEach(this::tellGone);
    }

    private void tellGone(String id) {
        known.remove(id);
        whenGone.forEach(heard -> heard.accept(id));
    }

    /** Not when something changed while it was read: this may be the state before the change. */
    private void remember(Model model, long changesBefore) {
        if (changes.get() != changesBefore) {
            return;
        }
        if (known.size() >= config.remembered()) {
            known.keySet().stream().findAny().ifPresent(known::remove);
        }
        known.put(model.id(), model);
    }
}
