package io.perch.task;

import io.perch.base.Database;
import io.perch.base.Node;
import io.perch.base.PerchException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who works on which task: one statement per intent, each safe to run on every replica at once. */
@ApplicationScoped
class TaskLeases {

    private static final String CLAIM = """
            UPDATE task SET state = 'RUNNING', lease_owner = ?1, lease_until = now() + ?2 * interval '1 ms',
                   attempts = attempts + 1, worker_nodes = ?1, last_update_time = ?3
             WHERE id = (SELECT id FROM task
                          WHERE type = ?4 AND (state = 'CREATED' OR state = 'RUNNING' AND lease_until < now())
                            AND id <> ALL (string_to_array(?5, ','))
                          ORDER BY create_time LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id""";

    private static final String RENEW = """
            UPDATE task SET lease_until = now() + ?2 * interval '1 ms'
             WHERE lease_owner = ?1 AND state = 'RUNNING' AND id = ANY (string_to_array(?3, ','))
            RETURNING id""";

    private static final String RELEASE = """
            UPDATE task SET lease_until = now(), attempts = attempts - ?2 WHERE lease_owner = ?1 AND state = 'RUNNING'""";

    private static final String PROGRESS = """
            UPDATE task SET stage = ?3, progress = ?4, worker_nodes = ?5, last_update_time = ?6
             WHERE id = ?2 AND lease_owner = ?1 AND state = 'RUNNING'""";

    private static final String KEEP = """
            UPDATE task SET checkpoint = ?3, last_update_time = ?4
             WHERE id = ?2 AND lease_owner = ?1 AND state = 'RUNNING'""";

    private static final String END = """
            UPDATE task SET state = ?3, error = ?4, error_code = ?5, hint = ?6, last_update_time = ?7, model_id = ?8,
                   stage = ?9, progress = ?10, lease_owner = NULL, lease_until = NULL
             WHERE id = ?2 AND lease_owner = ?1 AND state = 'RUNNING'""";

    private static final String SEIZE_OVERDUE = """
            UPDATE task SET state = 'RUNNING', lease_owner = ?1, lease_until = now() + ?2 * interval '1 ms'
             WHERE id = (SELECT id FROM task
                          WHERE state IN ('CREATED', 'RUNNING') AND last_update_time < ?3 AND type <> 'BATCH_PREDICTION'
                          ORDER BY create_time LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id""";

    private static final String FORGET = """
            DELETE FROM task WHERE state NOT IN ('CREATED', 'RUNNING', 'CANCELLING') AND last_update_time < ?1""";

    private final Node node;
    private final TaskConfig config;
    private final InstantSource clock;

    TaskLeases(Node node, TaskConfig config, InstantSource clock) {
        this.node = node;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The oldest task of this type that nobody works on: new, or left by a replica whose lease has lapsed.
     *
     * @param running ids of what this replica works on: after an outage its own leases may have lapsed, and none is run twice
     */
    Uni<Optional<Task>> claimNext(TaskType type, Set<String> running) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(CLAIM, String.class)
                .setParameter(1, node.id()).setParameter(2, config.lease().toMillis())
                .setParameter(3, clock.millis()).setParameter(4, type.name())
                .setParameter(5, String.join(",", running))
                .getSingleResultOrNull()).chain(TaskLeases::read));
    }

    /** Renews the leases of what this replica works on. Returns the ids that are still its own. */
    Uni<List<String>> renew(Set<String> running) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(RENEW, String.class)
                .setParameter(1, node.id()).setParameter(2, config.lease().toMillis())
                .setParameter(3, String.join(",", running))
                .getResultList()));
    }

    /** Leaves what this replica works on to the others at once; after an orderly end that attempt does not count. */
    Uni<Integer> release(boolean orderly) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(RELEASE)
                .setParameter(1, node.id()).setParameter(2, orderly ? 1 : 0)
                .executeUpdate()));
    }

    Uni<Integer> progress(String id, String stage, int percent, List<String> workers) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(PROGRESS)
                .setParameter(1, node.id()).setParameter(2, id).setParameter(3, stage).setParameter(4, percent)
                .setParameter(5, String.join(",", workers)).setParameter(6, clock.millis())
                .executeUpdate()));
    }

    /** Zero rows when the task is no longer this replica's. */
    Uni<Integer> keep(String id, String checkpoint) {
        return Panache.withTransaction(() -> Database.execute(KEEP, node.id(), id, checkpoint, clock.millis()));
    }

    Uni<Boolean> complete(Task task, TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Completed() -> end(task, TaskState.COMPLETED, null, null, null);
            case TaskOutcome.CompletedWithError(String error) ->
                    end(task, TaskState.COMPLETED_WITH_ERROR, error, null, null);
        };
    }

    Uni<Boolean> fail(Task task, PerchException why) {
        return end(task, TaskState.FAILED, why.reason(), why.code().name(), why.hint());
    }

    /** False when the task was no longer this replica's to end. */
    private Uni<Boolean> end(Task task, TaskState state, String error, String code, String hint) {
        // a model whose register failed is gone: its id would only mislead
        String modelId = state == TaskState.FAILED && task.type == TaskType.REGISTER_MODEL ? null : task.modelId;
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(END)
                .setParameter(1, node.id()).setParameter(2, task.id).setParameter(3, state.name())
                .setParameter(4, error).setParameter(5, code).setParameter(6, hint)
                .setParameter(7, clock.millis()).setParameter(8, modelId).setParameter(9, task.stage)
                .setParameter(10, state == TaskState.FAILED ? task.progress : 100)
                .executeUpdate())).map(changed -> changed == 1);
    }

    /**
     * Takes a task that has shown no progress since {@code since} (epoch ms) away from whoever had it, in order to end it. How
     * long a job elsewhere may take is not ours to say.
     */
    Uni<Optional<Task>> seizeOverdue(long since) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(SEIZE_OVERDUE, String.class)
                .setParameter(1, node.id()).setParameter(2, config.lease().toMillis()).setParameter(3, since)
                .getSingleResultOrNull()).chain(TaskLeases::read));
    }

    private static Uni<Optional<Task>> read(String id) {
        return id == null ? Uni.createFrom().item(Optional.empty()) : Task.<Task>findById(id).map(Optional::of);
    }

    /** Deletes ended tasks older than {@code before} (epoch ms). */
    Uni<Integer> forget(long before) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(FORGET).setParameter(1, before).executeUpdate()));
    }
}
