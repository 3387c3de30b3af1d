package io.perch.task;

import io.perch.base.Contexts;
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
    private String shownStage;
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
    public synchronized void progress(String stage, int percent) {
        long now = System.nanoTime();
        if (stage.equals(shownStage) && now - shownAt < BETWEEN_WRITES) {
            return;
        }
        shownStage = stage;
        shownAt = now;
        // a lost write of progress harms nobody: the next one follows
        contexts.start(() -> leases.progress(task.id, stage, percent, workers).replaceWithVoid(), failure -> { });
    }

    @Override
    public void workedOnBy(List<String> nodeIds) {
        workers = List.copyOf(nodeIds);
    }
}
