package io.perch.task;

import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.Json;
import io.perch.base.Node;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.settings.Setting;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Tasks as callers meet them: created with their subject, looked at, waited for, deleted. */
@ApplicationScoped
public class Tasks {

    /** Somebody should look for work. */
    static final String CREATED = "perch_task_created";
    /** The task in the payload has ended. */
    static final String ENDED = "perch_task_ended";

    private static final int MOST_OPEN = 1000;
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Until the transaction ends: two replicas that count at once would both find the last place free. */
    private static final String LOCK = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('perch_tasks_' || ?1))";

    private static final String COUNT = "SELECT count(*) FROM task WHERE type = ?1 AND state IN ('CREATED', 'RUNNING')";

    private static final String CANCEL = """
            UPDATE task SET state = 'CANCELLED', lease_owner = NULL, lease_until = NULL, last_update_time = ?2
             WHERE id = ?1 AND state IN ('CREATED', 'RUNNING')""";

    private final InstantSource clock;
    private final Signals signals;
    private final TaskWaits waits;
    private final Node node;

    Tasks(InstantSource clock, Signals signals, TaskWaits waits, Node node) {
        this.clock = clock;
        this.signals = signals;
        this.waits = waits;
        this.node = node;
    }

    /** Adds a task to the transaction of the caller; replicas hear of it when that commits. */
    public Uni<Task> create(TaskType type, String functionName, String modelId, Object input) {
        Task task = task(type, functionName, modelId, TaskState.CREATED);
        task.input = Json.write(input);
        return task.<Task>persist().call(() -> signals.inTransaction(CREATED, task.id));
    }

    /**
     * As {@link #create}, in a transaction of its own, for work of which there may be only so much. Fails with BATCH_TASKS_FULL.
     *
     * @param most    tasks of this type that have not ended, over all replicas
     * @param setting that says so
     */
    public Uni<Task> createWithin(int most, Setting<Integer> setting, TaskType type, Object input) {
        return Panache.withTransaction(() -> number(LOCK, type)
                .chain(() -> number(COUNT, type))
                .invoke(open -> requireRoom(open, most, setting, type))
                .chain(() -> create(type, null, null, input)));
    }

    private static Uni<Long> number(String query, TaskType type) {
        return Panache.getSession().chain(session -> session.createNativeQuery(query, Long.class)
                .setParameter(1, type.name()).getSingleResult());
    }

    private static void requireRoom(long open, int most, Setting<Integer> setting, TaskType type) {
        if (open >= most) {
            throw new PerchException(ErrorCode.BATCH_TASKS_FULL, "Exceeded maximum limit for " + type + " tasks. To increase the"
                    + " limit, update the " + setting + " setting.", open + " have not ended, and " + most + " may run at once:"
                    + " wait for one, or cancel one with POST /_plugins/_ml/tasks/{task_id}/_cancel").retryAfter(SOON);
        }
    }

    /** Records in the transaction of the caller what was done while he waited. */
    public Uni<Task> createEnded(TaskType type, String functionName, String modelId) {
        Task task = task(type, functionName, modelId, TaskState.COMPLETED);
        task.workerNodes = node.id();
        task.progress = 100;
        task.async = false;
        return task.persist();
    }

    private Task task(TaskType type, String functionName, String modelId, TaskState state) {
        Task task = new Task();
        task.id = Ids.next();
        task.type = type;
        task.functionName = functionName;
        task.state = state;
        task.modelId = modelId;
        task.input = "{}";
        task.workerNodes = "";
        task.createTime = clock.millis();
        task.lastUpdateTime = task.createTime;
        return task;
    }

    /** Says what model a task is about, where that turned out on the way, in the transaction of the caller. */
    public Uni<Integer> describe(String id, String functionName) {
        return Database.execute("UPDATE task SET function_name = ?2 WHERE id = ?1", id, functionName);
    }

    /** Fails with TASK_NOT_FOUND. */
    public Uni<Task> find(String id) {
        return Panache.withSession(() -> Task.<Task>findById(id))
                .onItem().ifNull().failWith(() -> notFound(id));
    }

    /** Like {@link #find}, but waits up to {@code patience} for the task to end. */
    public Uni<Task> findEnded(String id, Duration patience) {
        return find(id).chain(task -> task.state.ended() || patience.isZero()
                ? Uni.createFrom().item(task)
                : waits.untilEnded(id, patience, () -> find(id)));
    }

    /** Tasks that have not ended, the oldest first, a thousand at most. @param ids {@code null}: all */
    public Uni<List<Task>> open(Collection<String> ids) {
        Parameters states = Parameters.with("states", List.of(TaskState.CREATED, TaskState.RUNNING));
        return Panache.withSession(() -> (ids == null
                ? Task.<Task>find("state in :states order by createTime", states)
                : Task.<Task>find("state in :states and id in :ids order by createTime", states.and("ids", List.copyOf(ids))))
                .page(0, MOST_OPEN).list());
    }

    /**
     * Ends a task that may be ended in the middle. Whoever works on it hears of it when he next keeps how far he is. Answers
     * false when it had ended.
     */
    public Uni<Boolean> cancel(String id) {
        return Panache.withTransaction(() -> Database.execute(CANCEL, id, clock.millis())
                .call(() -> signals.inTransaction(ENDED, id))).map(rows -> rows == 1);
    }

    /**
     * Refuses with TASK_STILL_RUNNING while a replica works on it, or it follows a job elsewhere; but not when nothing can be
     * heard of that job: somebody must be able to end it.
     */
    public Uni<Void> delete(String id) {
        return Panache.withTransaction(() -> Task.delete(
                        "id = :id and (state <> :running or remoteJob is not null and error is not null)",
                        Parameters.with("id", id).and("running", TaskState.RUNNING)))
                .chain(deleted -> deleted == 1 ? Uni.createFrom().voidItem() : refuse(id));
    }

    private Uni<Void> refuse(String id) {
        return find(id).chain(task -> Uni.createFrom().failure(new PerchException(ErrorCode.TASK_STILL_RUNNING,
                "Task cannot be deleted in running state. Try after some time.",
                (task.type != TaskType.BATCH_INGEST ? "" : "cancel it with POST /_plugins/_ml/tasks/" + id + "/_cancel, or ")
                        + (task.remoteJob == null ? "" : "cancel its job with POST /_plugins/_ml/tasks/" + id + "/_cancel, or ")
                        + "wait for it with GET /_plugins/_ml/tasks/" + id + "?wait=30s")));
    }

    private static PerchException notFound(String id) {
        return new PerchException(ErrorCode.TASK_NOT_FOUND, "Failed to find task",
                "no task has the id " + id + "; ended tasks are forgotten after perch.task.retention");
    }
}
