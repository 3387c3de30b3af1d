package io.perch.model;

import io.perch.artifact.ChunkInfo;
import io.perch.artifact.ChunkStore;
import io.perch.artifact.IoWorkers;
import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Sha256;
import io.perch.task.Task;
import io.perch.task.TaskState;
import io.perch.task.TaskType;
import io.perch.task.Tasks;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Models that arrive chunk by chunk, in any order; each chunk may be sent again. The last one has the whole checked and sealed.
 */
@ApplicationScoped
public class Uploads {

    private static final String NOTE = """
            INSERT INTO model_chunk (model_id, number, sha256, size) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (model_id, number) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size""";

    private static final String TOUCH = "UPDATE model SET last_updated_time = ?2 WHERE id = ?1";

    private static final String ARRIVED = "SELECT number FROM model_chunk WHERE model_id = ?1 ORDER BY number";

    private static final String OTHERS =
            "SELECT coalesce(sum(size), 0) FROM model_chunk WHERE model_id = ?1 AND number <> ?2";

    private static final String SAME = "SELECT sha256 FROM model_chunk WHERE model_id = ?1 AND number = ?2";

    /** Which chunks are there, counted from 0. */
    public record Progress(String modelId, int totalChunks, List<Integer> received, List<Integer> missing) {
    }

    private final ModelCatalog catalog;
    private final ChunkStore chunks;
    private final Tasks tasks;
    private final Registration registration;
    private final IoWorkers io;
    private final CatalogConfig config;
    private final InstantSource clock;

    Uploads(ModelCatalog catalog, ChunkStore chunks, Tasks tasks, Registration registration, IoWorkers io,
            CatalogConfig config, InstantSource clock) {
        this.catalog = catalog;
        this.chunks = chunks;
        this.tasks = tasks;
        this.registration = registration;
        this.io = io;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Stores one chunk. Answers after the seal when it was the last one missing.
     * Fails with CHUNK_INVALID, MODEL_TOO_BIG, MODEL_NOT_FOUND, MODEL_BUSY, or what the check of the whole found.
     */
    public Uni<Void> receive(String modelId, int number, byte[] bytes) {
        registration.allowUpload();
        return catalog.find(modelId).chain(model -> model.registered()
                ? again(model, number, bytes)
                : store(model, number, bytes));
    }

    public Uni<Progress> progress(String modelId) {
        return catalog.find(modelId).chain(model -> arrived(modelId).map(numbers -> {
            int total = model.content().chunks() == null ? numbers.size() : model.content().chunks();
            return new Progress(modelId, total, numbers, missing(total, new HashSet<>(numbers)));
        }));
    }

    static List<Integer> missing(int total, Set<Integer> arrived) {
        return IntStream.range(0, total).filter(number -> !arrived.contains(number)).boxed().toList();
    }

    private Uni<Void> store(Model model, int number, byte[] bytes) {
        Integer total = model.content().chunks();
        if (total == null) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.MODEL_BUSY,
                    "Model " + model.id() + " is fetched by its task and takes no chunks", "wait for its task"));
        }
        return others(model.id(), number)
                .invoke(others -> chunks.bound(others + bytes.length))
                .chain(() -> chunks.write(model.id(), number, total, bytes, config.storePatience()))
                .chain(chunk -> note(model.id(), chunk))
                .chain(() -> arrived(model.id()))
                .chain(numbers -> numbers.size() < total ? Uni.createFrom().voidItem() : seal(model));
    }

    /** The chunk of a sealed model may come again, as long as it is the same. */
    private Uni<Void> again(Model model, int number, byte[] bytes) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                        .createNativeQuery(SAME, String.class).setParameter(1, model.id()).setParameter(2, number)
                        .getSingleResultOrNull()))
                .chain(known -> io.run(() -> Sha256.of(bytes).equals(known)))
                .chain(same -> same
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new PerchException(ErrorCode.MODEL_BUSY,
                                "Model " + model.id() + " is already registered; its content can't be changed any more",
                                "register the new content as a new version")));
    }

    private Uni<Void> note(String modelId, ChunkInfo chunk) {
        return Panache.withTransaction(() -> Database.execute(NOTE, modelId, chunk.number(), chunk.sha256(), chunk.bytes())
                .chain(() -> Database.execute(TOUCH, modelId, clock.millis())).replaceWithVoid());
    }

    private Uni<List<Integer>> arrived(String modelId) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(ARRIVED, Integer.class).setParameter(1, modelId).getResultList()))
                .map(ArrayList::new);
    }

    /** Bytes of the chunks that have arrived, without this one. */
    private Uni<Long> others(String modelId, int number) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(OTHERS, Long.class).setParameter(1, modelId).setParameter(2, number).getSingleResult()));
    }

    private Uni<Void> seal(Model model) {
        return Panache.withTransaction(() -> tasks.create(TaskType.REGISTER_MODEL, model.function().name(), model.id(),
                        RegisterWork.sealUpload(model.content().sha256())))
                .chain(task -> tasks.findEnded(task.id, config.sealPatience()))
                .chain(this::outcome);
    }

    private Uni<Void> outcome(Task task) {
        return task.state == TaskState.FAILED
                ? Uni.createFrom().failure(new PerchException(task.errorCode, task.error, task.hint))
                : Uni.createFrom().voidItem();
    }
}
