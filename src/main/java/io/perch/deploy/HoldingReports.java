package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.Signals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells the database what this replica has of its models. One that is away learns of it later. */
@ApplicationScoped
class HoldingReports {

    private final DeploymentTable table;
    private final Signals signals;
    private final Contexts contexts;

    HoldingReports(DeploymentTable table, Signals signals, Contexts contexts) {
        this.table = table;
        this.signals = signals;
        this.contexts = contexts;
    }

    /** Unless it has been told before. */
    Uni<Void> report(String modelId, Slot slot) {
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
            case Slot.Evicted it -> table.hold(modelId, Holding.State.EVICTED, it.generation(), 0, null);
            case Slot.Failed it -> table.hold(modelId, Holding.State.FAILED, it.generation(), 0, it.why());
        };
    }

    Uni<Void> gone(String modelId) {
        return contexts.fresh(() -> table.release(modelId).chain(() -> signals.send(DeployTask.HOLDING_CHANGED, modelId)))
                .onFailure().recoverWithNull();
    }
}
