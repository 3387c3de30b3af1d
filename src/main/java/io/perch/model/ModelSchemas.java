package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Judges the schemas that a model's owner gives, before they are stored. */
@ApplicationScoped
class ModelSchemas {

    private final Schemas schemas;

    ModelSchemas(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Fails with SCHEMA_INVALID, naming the member. @param given {@code null}: nothing */
    Uni<Void> checked(ModelInterface given) {
        return given == null ? Uni.createFrom().voidItem()
                : checked("input", given.input()).chain(() -> checked("output", given.output()));
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
}
