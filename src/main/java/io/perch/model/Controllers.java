package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How many requests each caller may send to a model: ML Commons's controllers. */
@ApplicationScoped
public class Controllers {

    private static final int RETRIES = 5;

    private final ModelCatalog catalog;
    private final Signals signals;

    Controllers(ModelCatalog catalog, Signals signals) {
        this.catalog = catalog;
        this.signals = signals;
    }

    /** @param created whether there was none before */
    public record Stored(boolean created, long revision) {
    }

    /** Makes it, or puts it in the place of the one there is. Fails with MODEL_NOT_FOUND. */
    public Uni<Stored> put(String modelId, Map<String, RateLimit> limits) {
        return change(modelId, there -> limits);
    }

    /**
     * Changes some callers' limits.
     *
     * @param changes each gets the stored limit, or {@code null}, and answers the new one
     * Fails with MODEL_NOT_FOUND, CONTROLLER_MISSING, and what the changes throw.
     */
    public Uni<Stored> merge(String modelId, Map<String, UnaryOperator<RateLimit>> changes) {
        return change(modelId, there -> {
            if (there == null) {
                throw new PerchException(ErrorCode.CONTROLLER_MISSING, "Model controller haven't been created for the model."
                        + " Consider calling create model controller api instead. Model ID: " + modelId, null);
            }
            Map<String, RateLimit> limits = new HashMap<>(there.users());
            changes.forEach((user, change) -> limits.compute(user, (name, stored) -> change.apply(stored)));
            return limits;
        });
    }

    /** Fails with CONTROLLER_NOT_FOUND. */
    public Uni<UserLimits> find(String modelId) {
        return catalog.find(modelId).map(Model::gate).onFailure(PerchException.class)
                .recoverWithItem(gone -> Gate.OPEN)
                .map(gate -> require(modelId, gate.users()));
    }

    /** Answers what there was. Fails with CONTROLLER_NOT_FOUND. */
    public Uni<UserLimits> delete(String modelId) {
        return find(modelId).call(there -> change(modelId, stored -> null));
    }

    private static UserLimits require(String modelId, UserLimits limits) {
        if (limits == null) {
            throw new PerchException(ErrorCode.CONTROLLER_NOT_FOUND,
                    "Failed to find model controller with the provided model ID: " + modelId, null);
        }
        return limits;
    }

    private Uni<Stored> change(String modelId, Function<UserLimits, Map<String, RateLimit>> change) {
        return Panache.withTransaction(() -> ModelEntity.<ModelEntity>findById(modelId)
                        .onItem().ifNull().failWith(() -> new PerchException(ErrorCode.MODEL_NOT_FOUND, "Failed to find model to"
                                + " create the corresponding model controller with the provided model ID: " + modelId, null))
                        .map(model -> apply(change, model))
                        .call(Panache::flush)
                        .call(() -> signals.inTransaction(ModelCatalog.CHANGED, modelId)))
                .onFailure(OptimisticLockException.class).retry().atMost(RETRIES)
                .invoke(() -> catalog.forget(modelId));
    }

    private static Stored apply(Function<UserLimits, Map<String, RateLimit>> change, ModelEntity model) {
        UserLimits there = model.gate.toGate().users();
        model.gate.take(change.apply(there));
        return new Stored(there == null, model.gate.userLimitsRevision);
    }
}
