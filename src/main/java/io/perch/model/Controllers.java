package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How many requests each caller may send to a model: ML Commons's controllers. */
@ApplicationScoped
public class Controllers {

    private final ModelCatalog catalog;
    private final ModelRows rows;

    Controllers(ModelCatalog catalog, ModelRows rows) {
        this.catalog = catalog;
        this.rows = rows;
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
        return catalog.find(modelId).map(Model::gate).onFailure(Controllers::isGone).recoverWithItem(Gate.OPEN)
                .map(gate -> require(modelId, gate.users()));
    }

    /** Answers what there was. Fails with CONTROLLER_NOT_FOUND. */
    public Uni<UserLimits> delete(String modelId) {
        return find(modelId).call(there -> change(modelId, stored -> null));
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof PerchException refusal && refusal.code() == ErrorCode.MODEL_NOT_FOUND;
    }

    private static UserLimits require(String modelId, UserLimits limits) {
        if (limits == null) {
            throw new PerchException(ErrorCode.CONTROLLER_NOT_FOUND,
                    "Failed to find model controller with the provided model ID: " + modelId, null);
        }
        return limits;
    }

    private Uni<Stored> change(String modelId, Function<UserLimits, Map<String, RateLimit>> change) {
        return rows.change(modelId,
                "Failed to find model to create the corresponding model controller with the provided model ID: ",
                model -> Uni.createFrom().item(() -> apply(change, model)));
    }

    private static Stored apply(Function<UserLimits, Map<String, RateLimit>> change, ModelEntity model) {
        UserLimits there = model.gate.toGate().users();
        model.gate.take(change.apply(there));
        return new Stored(there == null, model.gate.userLimitsRevision);
    }
}
