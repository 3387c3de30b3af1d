package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Guardrails.Guard;
import io.perch.schema.Schemas;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Judges the gate that a model's owner gives it, as far as it takes a look at the house, before it is stored. */
@ApplicationScoped
class GateCheck {

    private final Schemas schemas;

    GateCheck(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Fails with SCHEMA_INVALID or GUARD_MODEL_NOT_FOUND, naming the member. */
    Uni<Void> checked(Gate gate) {
        return checked(gate.schemas() == null ? ModelInterface.OPEN : gate.schemas())
                .chain(() -> judge("input_guardrail", gate.guardrails().input()))
                .chain(() -> judge("output_guardrail", gate.guardrails().output()));
    }

    private Uni<Void> checked(ModelInterface given) {
        return checked("input", given.input()).chain(() -> checked("output", given.output()));
    }

    private Uni<Void> checked(String member, String schema) {
        return schema == null ? Uni.createFrom().voidItem() : schemas.compiled(schema).replaceWithVoid()
                .onFailure(PerchException.class).transform(failure -> named(member, (PerchException) failure));
    }

    private static PerchException named(String member, PerchException failure) {
        return failure.code() == ErrorCode.SCHEMA_INVALID
                ? new PerchException(ErrorCode.SCHEMA_INVALID, "interface." + member + ": " + failure.reason(), failure.hint())
                        .about("interface." + member) : failure;
    }

    private static Uni<Void> judge(String member, Guard guard) {
        return guard == null || guard.modelId() == null ? Uni.createFrom().voidItem()
                : Panache.withSession(() -> ModelEntity.count("id", guard.modelId())).invoke(found -> {
                    if (found == 0) {
                        throw new PerchException(ErrorCode.GUARD_MODEL_NOT_FOUND, "guardrails." + member + ".model_id: there is"
                                + " no model " + guard.modelId(), "register the model that judges first")
                                        .about("guardrails." + member + ".model_id");
                    }
                }).replaceWithVoid();
    }
}
