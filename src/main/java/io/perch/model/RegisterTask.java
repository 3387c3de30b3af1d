package io.perch.model;

import io.perch.artifact.ChunkStore;
import io.perch.artifact.Fetched;
import io.perch.artifact.IoWorkers;
import io.perch.artifact.PackageCheck;
import io.perch.artifact.PackageRules;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.task.RunningTask;
import io.perch.task.Task;
import io.perch.task.TaskHandler;
import io.perch.task.TaskOutcome;
import io.perch.task.TaskType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Gets a package in: FETCH (or ASSEMBLE what was uploaded) → VERIFY → STORE → sealed. Nothing is stored before it is verified.
 */
@ApplicationScoped
class RegisterTask implements TaskHandler {

    /** How far, in percent, a package is that has been fetched; the rest is looking into it and storing it. */
    static final int ARRIVED = 50;
    /** An uploaded one is stored already. */
    static final int ASSEMBLED = 80;

    private final UrlSource urls;
    private final PretrainedSource pretrained;
    private final UploadSource uploads;
    private final PackageCheck check;
    private final ChunkStore chunks;
    private final IoWorkers io;
    private final Sealing sealing;
    private final Removal removal;
    private final Settings settings;
    private final CatalogConfig config;

    RegisterTask(UrlSource urls, PretrainedSource pretrained, UploadSource uploads, PackageCheck check, ChunkStore chunks,
            IoWorkers io, Sealing sealing, Removal removal, Settings settings, CatalogConfig config) {
        this.urls = urls;
        this.pretrained = pretrained;
        this.uploads = uploads;
        this.check = check;
        this.chunks = chunks;
        this.io = io;
        this.sealing = sealing;
        this.removal = removal;
        this.settings = settings;
        this.config = config;
    }

    @Override
    public TaskType type() {
        return TaskType.REGISTER_MODEL;
    }

    @Override
    public int atOnce() {
        return settings.get(MlSettings.MAX_REGISTER_MODEL_TASKS_PER_NODE);
    }

    @Override
    public Uni<TaskOutcome> run(RunningTask task) {
        RegisterWork work = Json.read(task.input(), RegisterWork.class);
        return sealing.open(task.modelId()).chain(model -> model.registered()
                ? Uni.createFrom().item(new TaskOutcome.Completed())
                : bringIn(task, work, model));
    }

    /** An upload keeps its chunks: the caller can send the wrong one again. */
    @Override
    public Uni<Void> undo(Task task, PerchException why) {
        RegisterWork work = Json.read(task.input, RegisterWork.class);
        return work.uploaded() ? Uni.createFrom().voidItem() : removal.takeBack(task.modelId, work.newGroup());
    }

    private Uni<TaskOutcome> bringIn(RunningTask task, RegisterWork work, Model model) {
        return bring(task, work, model)
                .chain(arrived -> verify(task, work, arrived)
                        .chain(() -> stored(task, work, arrived))
                        .chain(total -> sealing.seal(arrived.model(), arrived.zip(), total, work.deploy()))
                        .eventually(() -> io.run(() -> closed(arrived.zip()))))
                .replaceWith(new TaskOutcome.Completed());
    }

    private Uni<Arrived> bring(RunningTask task, RegisterWork work, Model model) {
        if (work.uploaded()) {
            return uploads.bring(task, work, model);
        }
        return work.pretrained() == null ? urls.bring(task, work, model) : pretrained.bring(task, work, model);
    }

    private Uni<Void> verify(RunningTask task, RegisterWork work, Arrived arrived) {
        task.progress("VERIFY", work.uploaded() ? ASSEMBLED : ARRIVED);
        String found = arrived.zip().sha256();
        if (!found.equals(arrived.sha256())) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.HASH_MISMATCH, "model content changed: its SHA-256 is "
                    + found + ", but " + arrived.sha256() + " was given", "check " + arrived.source()));
        }
        return io.run(() -> check.check(arrived.zip().file(), rules(arrived.model()))).replaceWithVoid();
    }

    private Uni<Integer> stored(RunningTask task, RegisterWork work, Arrived arrived) {
        Model model = arrived.model();
        if (work.uploaded()) {
            return Uni.createFrom().item(model.content().chunks());
        }
        return chunks.writeAll(model.id(), arrived.zip().file(), config.storePatience(), StageProgress.of(task, "STORE", 55, 99))
                .map(stored -> stored.size());
    }

    private static PackageRules rules(Model model) {
        return new PackageRules(model.format().name(), model.format().extension(),
                model.function() != FunctionName.SPARSE_TOKENIZE);
    }

    private static Void closed(Fetched zip) throws Exception {
        zip.close();
        return null;
    }
}
