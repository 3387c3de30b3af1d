package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** Changes what a registered model says of itself; every replica honours it within a second, without a new deploy. */
@ApplicationScoped
public class ModelUpdates {

    /**
     * What to change; {@code null} leaves a member as it is. {@code config} and {@code gate} get the
     * stored one and answer the new one.
     */
    public record Change(String name, String description, String groupId, Boolean enabled, UnaryOperator<ModelConfig> config,
            Model.DeploySetting deploySetting, UnaryOperator<Gate> gate, String connectorId) {
    }

    private final ModelRows rows;
    private final GateCheck gates;
    private final InstantSource clock;

    ModelUpdates(ModelRows rows, GateCheck gates, InstantSource clock) {
        this.rows = rows;
        this.gates = gates;
        this.clock = clock;
    }

    /** Fails with MODEL_NOT_FOUND, GROUP_NOT_FOUND, SCHEMA_INVALID, GUARD_MODEL_NOT_FOUND. */
    public Uni<Model> update(String id, Change change) {
        return rows.change(id, "Failed to find model to update with the provided model id: ",
                model -> move(model, change.groupId())
                        .invoke(() -> apply(change, model))
                        .chain(() -> change.gate() == null ? Uni.createFrom().voidItem() : gates.checked(model.gate.toGate()))
                        .replaceWith(model)).map(ModelEntity::toModel);
    }

    /** A model that joins another group becomes that group's next version. */
    private Uni<Void> move(ModelEntity model, String groupId) {
        if (groupId == null || groupId.equals(model.groupId)) {
            return Uni.createFrom().voidItem();
        }
        return ModelGroups.nextVersion(groupId, clock.millis())
                .onItem().ifNull().failWith(() -> new PerchException(ErrorCode.GROUP_NOT_FOUND, "Failed to find the model group"
                        + " with the provided model group id in the update model input, MODEL_GROUP_ID: " + groupId, null))
                .invoke(version -> {
                    model.groupId = groupId;
                    model.version = version;
                }).replaceWithVoid();
    }

    private void apply(Change change, ModelEntity model) {
        model.name = change.name() == null ? model.name : change.name();
        model.description = change.description() == null ? model.description : change.description();
        model.enabled = change.enabled() == null ? model.enabled : change.enabled();
        if (change.config() != null) {
            model.config = Json.write(change.config().apply(model.toModel().config()));
        }
        if (change.deploySetting() != null) {
            model.take(change.deploySetting());
        }
        if (change.gate() != null) {
            model.gate.take(change.gate().apply(model.gate.toGate()));
        }
        model.connectorId = change.connectorId() == null ? model.connectorId : change.connectorId();
        model.lastUpdatedTime = clock.millis();
    }
}
