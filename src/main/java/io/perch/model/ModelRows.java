package io.perch.model;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.util.function.Function;

/** Changes the row of a model, and has every replica look at it again. */
@ApplicationScoped
class ModelRows {

    private static final int RETRIES = 5;

    private final ModelCatalog catalog;
    private final Signals signals;

    ModelRows(ModelCatalog catalog, Signals signals) {
        this.catalog = catalog;
        this.signals = signals;
    }

    /**
     * In one transaction, and over again when somebody else has changed the row in between: neither change is lost.
     * Fails with MODEL_NOT_FOUND, and with what the change fails with.
     *
     * @param notFound what is told of an id that no model has; the id is added
     */
    <T> Uni<T> change(String id, String notFound, Function<ModelEntity, Uni<? extends T>> change) {
        return Panache.withTransaction(() -> ModelEntity.<ModelEntity>findById(id)
                        .onItem().ifNull().failWith(() -> new PerchException(ErrorCode.MODEL_NOT_FOUND, notFound + id, null))
                        .chain(change)
                        .call(Panache::flush)
                        .call(() -> signals.inTransaction(ModelCatalog.CHANGED, id)))
                .onFailure(OptimisticLockException.class).retry().atMost(RETRIES)
                .invoke(() -> catalog.forget(id));
    }
}
