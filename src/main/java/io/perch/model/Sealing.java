package io.perch.model;

import io.perch.artifact.Fetched;
import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.task.Tasks;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The step from REGISTERING to REGISTERED, taken once, in one transaction with what is to follow it. */
@ApplicationScoped
class Sealing {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int RETRIES = 5;

    private final List<OnRegistered> followers;
    private final ModelCatalog catalog;
    private final Tasks tasks;
    private final Signals signals;
    private final Contexts contexts;
    private final InstantSource clock;

    Sealing(@All List<OnRegistered> followers, ModelCatalog catalog, Tasks tasks, Signals signals, Contexts contexts,
            InstantSource clock) {
        this.followers = followers;
        this.catalog = catalog;
        this.tasks = tasks;
        this.signals = signals;
        this.contexts = contexts;
        this.clock = clock;
    }

    /** The model to be sealed, as it is now. Fails when it was deleted meanwhile. */
    Uni<Model> open(String modelId) {
        return catalog.find(modelId).onFailure(PerchException.class).transform(gone -> deleted(modelId, gone));
    }

    /** A model, and the task about it, learn what it is when the register did not know it. Answers the model as it is then. */
    Uni<Model> describe(String modelId, RegisterRequest.Spec spec, String taskId) {
        return Panache.withTransaction(() -> ModelEntity.<ModelEntity>findById(modelId)
                        .onItem().ifNull().failWith(() -> deleted(modelId, null))
                        .invoke(entity -> describe(entity, spec))
                        .call(ModelEntity::flush)
                        .call(() -> tasks.describe(taskId, spec.function().name()))
                        .call(() -> signals.inTransaction(ModelCatalog.CHANGED, modelId))
                        .map(ModelEntity::toModel))
                .onFailure(OptimisticLockException.class).retry().atMost(RETRIES)
                .invoke(() -> catalog.forget(modelId));
    }

    private static void describe(ModelEntity entity, RegisterRequest.Spec spec) {
        entity.function = spec.function();
        entity.format = spec.format();
        entity.config = Json.write(spec.config());
    }

    Uni<Void> seal(Model model, Fetched zip, int chunks, RegisterRequest.DeployPlan deploy) {
        // all the bytes are in place: an outage now must not throw that work away
        return contexts.throughOutages(PATIENCE, () -> Panache.withTransaction(() -> ModelEntity.<ModelEntity>findById(model.id())
                        .onItem().ifNull().failWith(() -> deleted(model.id(), null))
                        .invoke(entity -> apply(entity, zip, chunks))
                        .call(ModelEntity::flush)
                        .chain(entity -> tell(entity.toModel(), deploy))
                        .chain(() -> signals.inTransaction(ModelCatalog.CHANGED, model.id())))
                        // somebody changed it in between: look again
                        .onFailure(OptimisticLockException.class).retry().atMost(RETRIES))
                .invoke(() -> catalog.forget(model.id()));
    }

    private void apply(ModelEntity entity, Fetched zip, int chunks) {
        entity.state = ModelState.REGISTERED;
        entity.contentHash = zip.sha256();
        entity.contentSize = zip.bytes();
        entity.totalChunks = chunks;
        entity.lastRegisteredTime = clock.millis();
        entity.lastUpdatedTime = entity.lastRegisteredTime;
    }

    /** Inside the transaction in which the model is REGISTERED. */
    Uni<Void> tell(Model model, RegisterRequest.DeployPlan deploy) {
        return followers.stream().map(follower -> follower.registered(model, deploy))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    private static PerchException deleted(String modelId, Throwable cause) {
        return new PerchException(ErrorCode.MODEL_NOT_FOUND, "Model " + modelId + " was deleted while it was being registered",
                null, cause);
    }
}
