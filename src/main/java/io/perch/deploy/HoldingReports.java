package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.Signals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tells the database what this replica has of its models. One that is away learns of it later. Of one model one thing is told
 * after the other, and each time what is so by then: of two at once the database might believe the older.
 */
@ApplicationScoped
class HoldingReports {

    /** Per model, what is being told last. */
    private final Map<String, CompletableFuture<Void>> telling = new ConcurrentHashMap<>();
    private final DeploymentTable table;
    private final Signals signals;
    private final Contexts contexts;

    HoldingReports(DeploymentTable table, Signals signals, Contexts contexts) {
        this.table = table;
        this.signals = signals;
        this.contexts = contexts;
    }

    /** Unless it has been told before. @param now what there is of the model; {@code null} for nothing, which is not told here */
    Uni<Void> report(String modelId, Supplier<Slot> now) {
        return isNews(now.get()) ? inTurn(modelId, () -> tell(modelId, now.get())) : Uni.createFrom().voidItem();
    }

    private static boolean isNews(Slot slot) {
        return slot != null && !slot.reported().get();
    }

    private Uni<Void> tell(String modelId, Slot slot) {
        return isNews(slot)
                ? write(modelId, slot).chain(() -> signals.send(DeployTask.HOLDING_CHANGED, modelId))
                        .invoke(() -> slot.reported().set(true))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> write(String modelId, Slot slot) {
        return switch (slot) {
            case Slot.Loading it -> table.hold(modelId, Holding.State.LOADING, it.generation(), 0, null);
            case Slot.Loaded it -> table.hold(modelId, Holding.State.LOADED, it.generation(), it.model().memoryBytes(), null);
            case Slot.Evicted it -> table.hold(modelId, Holding.State.EVICTED, it.generation(), 0, null);
            case Slot.Failed it -> table.hold(modelId, Holding.State.FAILED, it.generation(), 0, it.why());
        };
    }

    Uni<Void> gone(String modelId) {
        return inTurn(modelId, () -> table.release(modelId).chain(() -> signals.send(DeployTask.HOLDING_CHANGED, modelId)));
    }

    private Uni<Void> inTurn(String modelId, Supplier<Uni<Void>> words) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Void> mine = new CompletableFuture<>();
            CompletableFuture<Void> before = telling.put(modelId, mine);
            return (before == null ? Uni.createFrom().voidItem() : Uni.createFrom().completionStage(before))
                    .chain(() -> contexts.fresh(words))
                    .onFailure().recoverWithNull()
                    .onTermination().invoke(() -> {
                        telling.remove(modelId, mine);
                        mine.complete(null);
                    });
        });
    }
}
