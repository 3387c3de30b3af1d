package io.perch.model;

import io.perch.artifact.ChunkStore;
import io.perch.artifact.Fetched;
import io.perch.artifact.Fetcher;
import io.perch.artifact.IoWorkers;
import io.perch.artifact.PackageCheck;
import io.perch.artifact.PackageRules;
import io.perch.artifact.Progress;
import io.perch.artifact.UrlPolicy;
import io.perch.artifact.WorkDir;
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
import java.net.URI;
import java.util.regex.Pattern;

/** Gets a package in: FETCH (or ASSEMBLE what was uploaded) → VERIFY → STORE → sealed. Nothing is stored before it is verified. */
@ApplicationScoped
class RegisterTask implements TaskHandler {

    private final Fetcher fetcher;
    private final PackageCheck check;
    private final ChunkStore chunks;
    private final IoWorkers io;
    private final WorkDir workDir;
    private final Sealing sealing;
    private final Removal removal;
    private final Settings settings;
    private final CatalogConfig config;

    RegisterTask(Fetcher fetcher, PackageCheck check, ChunkStore chunks, IoWorkers io, WorkDir workDir, Sealing sealing,
            Removal removal, Settings settings, CatalogConfig config) {
        this.fetcher = fetcher;
        this.check = check;
        this.chunks = chunks;
        this.io = io;
        this.workDir = workDir;
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
        return obtain(task, work, model)
                .chain(zip -> verify(task, work, model, zip)
                        .chain(() -> work.uploaded() ? Uni.createFrom().item(model.content().chunks()) : store(task, model, zip))
                        .chain(total -> sealing.seal(model, zip, total, work.deploy()))
                        .eventually(() -> io.run(() -> closed(zip))))
                .replaceWith(new TaskOutcome.Completed());
    }

    private Uni<Fetched> obtain(RunningTask task, RegisterWork work, Model model) {
        if (work.uploaded()) {
            return io.run(() -> workDir.newPath(".zip")).chain(target -> chunks.assemble(model.id(), model.content().chunks(),
                    target, config.storePatience(), shown(task, "ASSEMBLE", 0, 80)));
        }
        if (work.sha256() == null) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.HASH_MISSING, "Model content Hash code need to be"
                    + " provided when register via url. Please calculate sha 256 Hash code.",
                    "sha256sum the zip and send it as model_content_hash_value"));
        }
        UrlPolicy policy = UrlPolicy.finding(Pattern.compile(settings.get(MlSettings.TRUSTED_URL_REGEX)));
        return io.run(() -> fetcher.fetch(URI.create(work.url()), policy, workDir.newPath(".zip"), shown(task, "FETCH", 0, 50)));
    }

    private Uni<Void> verify(RunningTask task, RegisterWork work, Model model, Fetched zip) {
        task.progress("VERIFY", work.uploaded() ? 80 : 50);
        if (!zip.sha256().equals(work.sha256())) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.HASH_MISMATCH, "model content changed: its SHA-256 is "
                    + zip.sha256() + ", but " + work.sha256() + " was given",
                    "check model_content_hash_value, and that the " + (work.uploaded() ? "chunks are" : "url serves")
                            + " the same zip"));
        }
        return io.run(() -> check.check(zip.file(), rules(model))).replaceWithVoid();
    }

    private Uni<Integer> store(RunningTask task, Model model, Fetched zip) {
        task.progress("STORE", 55);
        return chunks.writeAll(model.id(), zip.file(), config.storePatience(), shown(task, "STORE", 55, 99))
                .map(stored -> stored.size());
    }

    private static PackageRules rules(Model model) {
        return new PackageRules(model.format().name(), model.format().extension(),
                model.function() != FunctionName.SPARSE_TOKENIZE);
    }

    /** Bytes moved, as a part of the whole task's percentage. */
    private static Progress shown(RunningTask task, String stage, int from, int to) {
        return (done, total) -> task.progress(stage, total <= 0 ? from : from + (int) ((to - from) * done / total));
    }

    private static Void closed(Fetched zip) throws Exception {
        zip.close();
        return null;
    }
}
