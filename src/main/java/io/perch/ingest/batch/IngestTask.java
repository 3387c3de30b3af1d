package io.perch.ingest.batch;

import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.source.ObjectStore;
import io.perch.source.Source;
import io.perch.task.RunningTask;
import io.perch.task.Task;
import io.perch.task.TaskHandler;
import io.perch.task.TaskOutcome;
import io.perch.task.TaskType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Reads lines and stores them as documents: OPEN → INGEST. Another replica goes on where the last bulk ended. */
@ApplicationScoped
class IngestTask implements TaskHandler {

    private final FileSources files;
    private final ObjectStore objects;
    private final IngestSurroundings around;

    IngestTask(FileSources files, ObjectStore objects, IngestSurroundings around) {
        this.files = files;
        this.objects = objects;
        this.around = around;
    }

    @Override
    public TaskType type() {
        return TaskType.BATCH_INGEST;
    }

    @Override
    public int atOnce() {
        return around.atOnce();
    }

    @Override
    public Uni<TaskOutcome> run(RunningTask task) {
        IngestWork work = Json.read(task.input(), IngestWork.class);
        task.progress("OPEN", task.checkpoint() == null ? 0 : Checkpoint.read(task.checkpoint()).percent());
        return each(work.sources(), url -> open(url, work))
                .chain(sources -> begun(task, sources)
                        .chain(checkpoint -> new IngestRun(task, work, sources, checkpoint, around).run()))
                .map(IngestTask::outcome);
    }

    private Uni<Source> open(String url, IngestWork work) {
        return switch (work.type()) {
            case FILE -> Uni.createFrom().item(() -> files.open(url));
            case S3 -> objects.open(url, work.keys());
        };
    }

    private static Uni<Checkpoint> begun(RunningTask task, List<Source> sources) {
        return task.checkpoint() == null ? each(sources, Source::head).map(Checkpoint::begin)
                : Uni.createFrom().item(Checkpoint.read(task.checkpoint()));
    }

    private static <T, R> Uni<List<R>> each(List<T> items, Function<T, Uni<R>> work) {
        return Multi.createFrom().iterable(items).onItem().transformToUniAndConcatenate(work::apply).collect().asList();
    }

    private static TaskOutcome outcome(Tally tally) {
        if (tally.failed() > 0) {
            throw new PerchException(ErrorCode.INGESTION_INCOMPLETE, "batch ingestion successful rate is " + tally.rate() + ": "
                    + tally.failed() + " of " + (tally.stored() + tally.failed()) + " lines failed. "
                    + String.join("; ", tally.first()) + (tally.failed() > tally.first().size() ? "; …" : ""),
                    "the other lines are stored: mend these, and ingest them alone");
        }
        return new TaskOutcome.Completed();
    }

    /** What is stored stays: it may have been there before. */
    @Override
    public Uni<Void> undo(Task task, PerchException why) {
        return Uni.createFrom().voidItem();
    }
}
