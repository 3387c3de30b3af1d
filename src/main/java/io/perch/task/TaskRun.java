package io.perch.task;

import io.perch.base.Contexts;
import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A task that this replica works on. */
final class TaskRun implements RunningTask {

    private static final long BETWEEN_WRITES = TimeUnit.MILLISECONDS.toNanos(500);

    private final Task task;
    private final TaskLeases leases;
    private final Contexts contexts;
    private volatile Cancellable work = () -> { };
    private volatile List<String> workers;
    private boolean showing;
    private long shownAt;

    TaskRun(Task task, TaskLeases leases, Contexts contexts) {
        this.task = task;
        this.leases = leases;
        this.contexts = contexts;
        this.workers = task.workers();
    }

    Task task() {
        return task;
    }

    void startedAs(Cancellable started) {
        work = started;
    }

    void abandon() {
        work.cancel();
    }

    @Override
    public String id() {
        return task.id;
    }

    @Override
    public String modelId() {
        return task.modelId;
    }

    @Override
    public String input() {
        return task.input;
    }

    @Override
    public synchronized boolean progress(String stage, int percent) {
        boolean news = !stage.equals(task.stage);
        // the end of the task writes it as well, so that it shows where the work stood however fast it was
        task.stage = stage;
        task.progress = percent;
        boolean due = !showing && (news || System.nanoTime() - shownAt > BETWEEN_WRITES);
        if (due) {
            showing = true;
            show();
        }
        return due;
    }

    /** One write at a time, or an earlier one could land on a later one. */
    private void show() {
        String stage = task.stage;
        int percent = task.progress;
        shownAt = System.nanoTime();
        contexts.start("show progress", () -> leases.progress(task.id, stage, percent, workers)
                .replaceWithVoid().onTermination().invoke(() -> shown(stage)));
    }

    private synchronized void shown(String stage) {
        showing = !stage.equals(task.stage);
        if (showing) {
            show();
        }
    }

    @Override
    public String checkpoint() {
        return task.checkpoint;
    }

    @Override
    public Uni<Void> keep(String checkpoint) {
        return contexts.fresh(() -> leases.keep(task.id, checkpoint))
                .emitOn(Workers.callersContext())
                .chain(kept -> {
                    if (kept == 0) {
                        abandon();
                        return Uni.createFrom().nothing();
                    }
                    task.checkpoint = checkpoint;
                    return Uni.createFrom().voidItem();
                });
    }

    @Override
    public void workedOnBy(List<String> nodeIds) {
        workers = List.copyOf(nodeIds);
    }
}
