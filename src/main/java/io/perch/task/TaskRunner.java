package io.perch.task;

import io.perch.base.Contexts;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.base.Stopping;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** This replica's share of the background work: claims what it has room for, runs it, and sees to it that it ends. */
@ApplicationScoped
public class TaskRunner {

    private static final Logger LOG = Logger.getLogger(TaskRunner.class);
    private static final Duration PATIENCE_WITH_THE_DATABASE = Duration.ofMinutes(10);
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final Map<TaskType, TaskHandler> handlers = new EnumMap<>(TaskType.class);
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();
    private final Set<TaskType> claiming = ConcurrentHashMap.newKeySet();
    private final TaskLeases leases;
    private final TaskConfig config;
    private final Contexts contexts;
    private final Signals signals;
    private volatile boolean open;

    TaskRunner(@All List<TaskHandler> handlers, TaskLeases leases, TaskConfig config, Contexts contexts, Signals signals) {
        handlers.forEach(handler -> this.handlers.put(handler.type(), handler));
        this.leases = leases;
        this.config = config;
        this.contexts = contexts;
        this.signals = signals;
    }

    void begin(@Observes StartupEvent start) {
        signals.listen(Tasks.CREATED, nothing -> lookForWork());
        // what an earlier life of this replica had begun is free for everyone at once; only then may this life claim some
        contexts.start("free the leases of an earlier life", () -> contexts
                .throughOutages(PATIENCE_WITH_THE_DATABASE, () -> leases.release(false))
                .onTermination().invoke(this::open).replaceWithVoid());
    }

    private void open() {
        open = true;
        lookForWork();
    }

    /** Leaves everything to the other replicas. Waits, for the process is ending; while the pools are still open. */
    void end(@Observes @Priority(Stopping.BACKGROUND_WORK) ShutdownEvent stop) {
        open = false;
        running.values().forEach(TaskRun::abandon);
        contexts.fresh(() -> leases.release(true)).ifNoItem().after(GOODBYE).fail()
                .onFailure().recoverWithNull().await().indefinitely();
    }

    /** Claims as many tasks as there is room for. */
    public void lookForWork() {
        handlers.values().forEach(this::lookForWork);
    }

    private void lookForWork(TaskHandler handler) {
        if (open && hasRoom(handler) && claiming.add(handler.type())) {
            contexts.start("claim a task", () -> leases.claimNext(handler.type(), running.keySet())
                    .onTermination().invoke(() -> claiming.remove(handler.type()))
                    .invoke(claimed -> claimed.ifPresent(task -> run(handler, task)))
                    .replaceWithVoid());
        }
    }

    private boolean hasRoom(TaskHandler handler) {
        return running.values().stream().filter(run -> run.task().type == handler.type()).count() < handler.atOnce();
    }

    private void run(TaskHandler handler, Task task) {
        TaskRun run = new TaskRun(task, leases, contexts);
        running.put(task.id, run);
        run.startedAs(contexts.start("end task " + task.id, () -> work(handler, task, run)));
        lookForWork(handler);
    }

    private Uni<Void> work(TaskHandler handler, Task task, TaskRun run) {
        return attempt(handler, task, run)
                .chain(outcome -> contexts.throughOutages(PATIENCE_WITH_THE_DATABASE, () -> leases.complete(task, outcome)))
                .onFailure().recoverWithUni(failure -> fail(handler, task, Failures.catalogued(failure)))
                .onTermination().invoke(() -> running.remove(task.id, run))
                .call(() -> signals.send(Tasks.ENDED, task.id))
                .invoke(() -> lookForWork(handler))
                .replaceWithVoid();
    }

    private Uni<TaskOutcome> attempt(TaskHandler handler, Task task, TaskRun run) {
        if (task.attempts > config.maxAttempts()) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.TASK_ABANDONED,
                    "Given up after " + config.maxAttempts() + " attempts: each time the replica that worked on it went away",
                    "look for out-of-memory kills of the replicas, then try again"));
        }
        return contexts.throughOutages(PATIENCE_WITH_THE_DATABASE, () -> handler.run(run));
    }

    /** First undone, then shown as failed: who sees FAILED sees nothing half-done either, unless Perch itself is broken. */
    private Uni<Boolean> fail(TaskHandler handler, Task task, PerchException why) {
        LOG.warnf(why.code() == ErrorCode.INTERNAL ? why : null, "Task %s (%s of model %s) failed: %s",
                task.id, task.type, task.modelId, why.reason());
        return contexts.throughOutages(PATIENCE_WITH_THE_DATABASE, () -> handler.undo(task, why))
                .onFailure().invoke(defect -> LOG.errorf(defect, "What task %s had begun could not be taken back", task.id))
                .onFailure().recoverWithNull()
                .chain(() -> contexts.throughOutages(PATIENCE_WITH_THE_DATABASE, () -> leases.fail(task, why)));
    }

    /** Renews the leases and drops the runs that others have taken over. */
    Uni<Void> renew() {
        Set<String> held = Set.copyOf(running.keySet());
        return leases.renew(held).invoke(mine -> {
            // what was claimed since is not among them
            Set<String> lost = new HashSet<>(held);
            mine.forEach(lost::remove);
            lost.forEach(this::drop);
        }).replaceWithVoid();
    }

    private void drop(String taskId) {
        Optional.ofNullable(running.remove(taskId)).ifPresent(run -> {
            LOG.warnf("Task %s is another replica's now", taskId);
            run.abandon();
        });
    }

    /** Ends a task that has shown no progress for {@code patience}. Returns whether there was one. */
    Uni<Boolean> endOverdue(long since, Duration patience) {
        return leases.seizeOverdue(since).chain(found -> found.isEmpty()
                ? Uni.createFrom().item(false)
                : end(found.get(), patience).replaceWith(true));
    }

    private Uni<Boolean> end(Task task, Duration patience) {
        TaskRun ending = new TaskRun(task, leases, contexts);
        Optional.ofNullable(running.put(task.id, ending)).ifPresent(TaskRun::abandon);
        String stage = task.stage == null ? "before any replica took it" : "in stage " + task.stage;
        return fail(handlers.get(task.type), task, new PerchException(ErrorCode.TASK_TIMED_OUT,
                "timeout after " + patience.toSeconds() + " seconds without progress, " + stage,
                "see plugins.ml_commons.ml_task_timeout_in_seconds and the limits of tasks per node"))
                .onTermination().invoke(() -> running.remove(task.id, ending))
                .call(() -> signals.send(Tasks.ENDED, task.id));
    }
}
