package io.perch.model;

import io.perch.artifact.ChunkStore;
import io.perch.artifact.IoWorkers;
import io.perch.artifact.WorkDir;
import io.perch.task.RunningTask;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Packages that have been uploaded chunk by chunk: stage ASSEMBLE. */
@ApplicationScoped
class UploadSource {

    private final ChunkStore chunks;
    private final WorkDir workDir;
    private final IoWorkers io;
    private final CatalogConfig config;

    UploadSource(ChunkStore chunks, WorkDir workDir, IoWorkers io, CatalogConfig config) {
        this.chunks = chunks;
        this.workDir = workDir;
        this.io = io;
        this.config = config;
    }

    Uni<Arrived> bring(RunningTask task, RegisterWork work, Model model) {
        return io.run(() -> workDir.newPath(".zip"))
                .chain(target -> chunks.assemble(model.id(), model.content().chunks(), target, config.storePatience(),
                        StageProgress.of(task, "ASSEMBLE", 0, RegisterTask.ASSEMBLED)))
                .map(zip -> new Arrived(model, zip, work.sha256(),
                        "model_content_hash_value, and that the chunks are the same zip"));
    }
}
