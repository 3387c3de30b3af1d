package io.perch.ingest.batch;

import io.perch.model.Switches;
import io.perch.search.CallersIndices;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.source.ObjectStore;
import io.perch.source.SealedKeys;
import io.perch.task.TaskType;
import io.perch.task.Tasks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Lines of JSON that lie in files or in S3, such as the results of batch predictions, become documents; a task does it. */
@ApplicationScoped
public class BatchIngestions {

    private final FileSources files;
    private final ObjectStore objects;
    private final CallersIndices indices;
    private final Tasks tasks;
    private final Settings settings;
    private final BatchIngestConfig config;

    BatchIngestions(FileSources files, ObjectStore objects, CallersIndices indices, Tasks tasks, Settings settings,
            BatchIngestConfig config) {
        this.files = files;
        this.objects = objects;
        this.indices = indices;
        this.tasks = tasks;
        this.settings = settings;
        this.config = config;
    }

    /** Throws BATCH_OFF. */
    public void requireOn() {
        Switches.requireBatchIngestion(settings);
    }

    /** What is wrong with a request, one sentence each. */
    public List<String> faults(IngestRequest request) {
        List<String> faults = new ArrayList<>();
        int sources = request.sources().size();
        if (sources > config.maxSources() || request.mapping().paths() > config.maxPaths()) {
            faults.add(sources + " sources and " + request.mapping().paths() + " paths are more than"
                    + " perch.batch-ingest.max-sources (" + config.maxSources() + ") and max-paths (" + config.maxPaths()
                    + ") allow");
            return faults;
        }
        faults.addAll(LineMaps.faults(request.mapping(), sources));
        if (request.type() != null) {
            faults.addAll(switch (request.type()) {
                case FILE -> files.faults(request.sources());
                case S3 -> objects.faults(request.sources(), request.keys());
            });
        }
        return faults;
    }

    /**
     * A request without faults; answers the task's id. Fails with INDEX_NAME_INVALID, INDEX_FORBIDDEN, URL_NOT_TRUSTED,
     * BATCH_TASKS_FULL, and as {@link ObjectStore#seal} does.
     */
    public Uni<String> start(IngestRequest request) {
        indices.requireWritable(request.index());
        return keys(request)
                .map(keys -> new IngestWork(request.index(), request.type(), request.sources(), request.mapping(), keys))
                .chain(work -> tasks.createWithin(settings.get(MlSettings.MAX_BATCH_INGESTION_TASKS),
                        MlSettings.MAX_BATCH_INGESTION_TASKS, TaskType.BATCH_INGEST, work))
                .map(task -> task.id);
    }

    private Uni<SealedKeys> keys(IngestRequest request) {
        return switch (request.type()) {
            case FILE -> {
                request.sources().forEach(files::requireOpen);
                yield Uni.createFrom().nullItem();
            }
            case S3 -> objects.seal(request.keys());
        };
    }
}
