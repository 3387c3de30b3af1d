package io.perch.model;

import io.perch.artifact.ChunkStore;
import io.perch.base.Contexts;
import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Takes models away: the row first, for it decides; then the chunks. What a crash leaves in between is swept up later. */
@ApplicationScoped
public class Removal {

    private static final Logger LOG = Logger.getLogger(Removal.class);
    private static final int RETRIES = 5;
    private static final Duration DELETE_PATIENCE = Duration.ofSeconds(5);
    private static final String WANTED = "model_is_wanted";

    private static final String GIVE_BACK_VERSION = """
            UPDATE model_group SET latest_version = latest_version - 1 WHERE id = ?1 AND latest_version = ?2""";

    private static final String GIVE_UP_GROUP = """
            DELETE FROM model_group g WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM model WHERE group_id = g.id)""";

    private static final String IDLE_UPLOADS = """
            SELECT id FROM model m WHERE state = 'REGISTERING' AND last_updated_time < ?1
               AND NOT EXISTS (SELECT 1 FROM task WHERE model_id = m.id AND state IN ('CREATED', 'RUNNING'))""";

    private final List<OnRemoved> followers;
    private final ModelCatalog catalog;
    private final ChunkStore chunks;
    private final Signals signals;
    private final Contexts contexts;
    private final CatalogConfig config;
    private final InstantSource clock;

    Removal(@All List<OnRemoved> followers, ModelCatalog catalog, ChunkStore chunks, Signals signals, Contexts contexts,
            CatalogConfig config, InstantSource clock) {
        this.followers = followers;
        this.catalog = catalog;
        this.chunks = chunks;
        this.signals = signals;
        this.contexts = contexts;
        this.config = config;
        this.clock = clock;
    }

    /** Returns the model that was. Fails with MODEL_NOT_FOUND, or MODEL_STILL_DEPLOYED. */
    public Uni<Model> delete(String id) {
        return Panache.withTransaction(() -> ModelEntity.<ModelEntity>findById(id)
                        .onItem().ifNull().failWith(() -> new PerchException(ErrorCode.MODEL_NOT_FOUND, "Failed to find model",
                                "no model has the id " + id))
                        .call(entity -> entity.delete())
                        .call(ModelEntity::flush)
                        .call(entity -> tell(entity.toModel()))
                        .call(() -> signals.inTransaction(ModelCatalog.CHANGED, id))
                        .map(ModelEntity::toModel))
                // somebody changed it in between: look again
                .onFailure(OptimisticLockException.class).retry().atMost(RETRIES)
                .onFailure(failure -> Database.violates(failure, WANTED)).transform(failure -> new PerchException(
                        ErrorCode.MODEL_STILL_DEPLOYED, "Model cannot be deleted in deploying or deployed state."
                                + " Try undeploy model first then delete", "POST /_plugins/_ml/models/" + id + "/_undeploy"))
                .invoke(() -> catalog.forget(id))
                .call(() -> deleteChunks(id));
    }

    private Uni<Void> tell(Model model) {
        return followers.stream().map(follower -> follower.removed(model))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    /** After a failed register: no row, no version, no group of its own, no chunks. */
    Uni<Void> takeBack(String modelId, boolean newGroup) {
        return Panache.withTransaction(() -> ModelEntity.<ModelEntity>findById(modelId)
                        .onItem().ifNotNull().call(model -> model.delete()
                                .chain(() -> model.flush())
                                .chain(() -> Database.execute(GIVE_BACK_VERSION, model.groupId, model.version))
                                .chain(() -> newGroup
                                        ? Database.execute(GIVE_UP_GROUP, model.groupId)
                                        : Uni.createFrom().item(0)))
                        .call(() -> signals.inTransaction(ModelCatalog.CHANGED, modelId)))
                .invoke(() -> catalog.forget(modelId))
                .chain(() -> deleteChunks(modelId));
    }

    /** The row is gone, so nobody misses the chunks: with OpenSearch away they wait for the sweep. */
    private Uni<Void> deleteChunks(String modelId) {
        return contexts.fresh(() -> chunks.delete(modelId, DELETE_PATIENCE))
                .onFailure().invoke(failure -> LOG.infof("Chunks of model %s will be swept up later: %s", modelId,
                        failure.getMessage()))
                .onFailure().recoverWithNull();
    }

    /** Deletes chunks whose model is gone. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return contexts.turn("sweep chunks", this::deleteOrphans);
    }

    private Uni<Void> deleteOrphans() {
        return chunks.modelIds(DELETE_PATIENCE).chain(stored -> existing(stored).chain(existing -> {
            Set<String> orphans = new HashSet<>(stored);
            orphans.removeAll(existing);
            return orphans.isEmpty() ? Uni.createFrom().voidItem()
                    : Uni.join().all(orphans.stream().map(this::deleteChunks).toList()).andCollectFailures().replaceWithVoid();
        }));
    }

    /** Gives up uploads that nobody has continued for {@code perch.model.upload-patience}. */
    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> giveUpIdleUploads() {
        long before = clock.millis() - config.uploadPatience().toMillis();
        return contexts.turn("give up idle uploads", () -> Panache.withSession(() -> Panache.getSession().chain(session -> session
                        .createNativeQuery(IDLE_UPLOADS, String.class).setParameter(1, before).getResultList()))
                .chain(idle -> idle.isEmpty() ? Uni.createFrom().voidItem()
                        : Uni.join().all(idle.stream().map(this::delete).toList()).usingConcurrencyOf(1)
                                .andCollectFailures().replaceWithVoid()));
    }

    private static Uni<List<String>> existing(Set<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of())
                : Panache.withSession(() -> ModelEntity.<ModelEntity>list("id in ?1", List.copyOf(ids)))
                        .map(found -> found.stream().map(entity -> entity.id).toList());
    }
}
