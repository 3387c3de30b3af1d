package io.perch.task;

import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.Node;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Tasks that follow a job on a remote service. A task is there before its job is asked for, so that the limit holds over all
 * replicas; until it has the job it is leased like any task, and ends as a failure when its replica goes away. From then on it
 * belongs to no replica: whoever hears of the job writes it down, and what somebody else has written in between stays.
 */
@ApplicationScoped
public class JobTasks {

    private static final String FUNCTION = "REMOTE";
    private static final String UNENDED = "type = 'BATCH_PREDICTION' AND state IN ('RUNNING', 'CANCELLING')";

    /** Until the transaction ends: two replicas that count at once would both find the last place free. */
    private static final String LOCK = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('perch_job_tasks'))";

    private static final String COUNT = "SELECT count(*) FROM task WHERE " + UNENDED;

    private static final String RESERVE = """
            INSERT INTO task (id, type, function_name, state, model_id, input, worker_nodes, async, lease_owner, lease_until,
                              create_time, last_update_time)
            VALUES (?1, 'BATCH_PREDICTION', ?2, 'RUNNING', ?3, '{}', ?4, false, ?4, now() + ?5 * interval '1 ms', ?6, ?6)""";

    /** Also one that was given up meanwhile: its replica was slow, not gone, and a job that is there is better followed. */
    private static final String FOLLOW = """
            UPDATE task SET state = 'RUNNING', remote_job = ?2, error = NULL, error_code = NULL, hint = NULL, asked_at = now(),
                   lease_owner = NULL, lease_until = NULL, last_update_time = ?3
             WHERE id = ?1 AND remote_job IS NULL AND state IN ('RUNNING', 'FAILED')""";

    private static final String GIVE_UP = """
            UPDATE task SET state = 'FAILED', error = ?2, error_code = ?3, hint = ?4, lease_owner = NULL, lease_until = NULL,
                   last_update_time = ?5
             WHERE id = ?1 AND remote_job IS NULL AND state = 'RUNNING'""";

    private static final String HEAR = """
            UPDATE task SET state = ?4, remote_job = ?5, error = ?6, error_code = ?7, hint = ?8, asked_at = now(),
                   last_update_time = ?9
             WHERE id = ?1 AND state = ?2 AND remote_job = ?3""";

    private static final String MISS = """
            UPDATE task SET error = ?4, error_code = ?5, hint = ?6, asked_at = now()
             WHERE id = ?1 AND state = ?2 AND remote_job = ?3""";

    private static final String CANCEL = """
            UPDATE task SET state = 'CANCELLING', last_update_time = ?2
             WHERE id = ?1 AND state = 'RUNNING' AND remote_job IS NOT NULL""";

    private static final String CLAIM_DUE = """
            UPDATE task SET asked_at = now()
             WHERE id IN (SELECT id FROM task WHERE %s AND remote_job IS NOT NULL AND asked_at < now() - ?1 * interval '1 ms'
                           ORDER BY asked_at LIMIT ?2 FOR UPDATE SKIP LOCKED)
            RETURNING id""".formatted(UNENDED);

    private final Node node;
    private final TaskConfig config;
    private final Signals signals;
    private final InstantSource clock;

    JobTasks(Node node, TaskConfig config, Signals signals, InstantSource clock) {
        this.node = node;
        this.config = config;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Takes a place among the jobs that have not ended, in RUNNING and without a job yet. Fails with BATCH_TASKS_FULL.
     *
     * @param most     jobs at once, over all replicas
     * @param patience how long the service may take to create the job
     * @return id of the task
     */
    public Uni<String> reserve(String modelId, int most, Duration patience) {
        String id = Ids.next();
        long lease = patience.plus(config.lease()).toMillis();
        return Panache.withTransaction(() -> number(LOCK).chain(() -> number(COUNT))
                .invoke(unended -> requireRoom(unended, most))
                .chain(() -> Database.execute(RESERVE, id, FUNCTION, modelId, node.id(), lease, clock.millis())))
                .replaceWith(id);
    }

    private static Uni<Long> number(String query) {
        return Panache.getSession().chain(session -> session.createNativeQuery(query, Long.class).getSingleResult());
    }

    private static void requireRoom(long unended, int most) {
        if (unended >= most) {
            throw new PerchException(ErrorCode.BATCH_TASKS_FULL, "Exceeded maximum limit for BATCH_PREDICTION tasks. To increase"
                    + " the limit, update the plugins.ml_commons.max_batch_inference_tasks setting.",
                    unended + " jobs have not ended, and " + most + " may run at once: wait for one, or cancel one with"
                            + " POST /_plugins/_ml/tasks/{task_id}/_cancel");
        }
    }

    /** The service has created the job. Answers false when the task is no longer there. @param job JSON object */
    public Uni<Boolean> follow(String id, String job) {
        return changed(FOLLOW, id, job, clock.millis());
    }

    /** The job of a reserved task could not be created. */
    public Uni<Void> giveUp(String id, PerchException why) {
        Shown shown = Shown.of(why);
        return Panache.withTransaction(() -> Database.execute(GIVE_UP, id, shown.error, shown.code, shown.hint, clock.millis())
                .call(() -> signals.inTransaction(Tasks.ENDED, id))).replaceWithVoid();
    }

    /**
     * The service has said how the job stands; not written when the task is no longer as it {@code was}.
     *
     * @param why what the service says went wrong with the job, or {@code null}
     */
    public Uni<Void> hear(Task was, TaskState state, String job, PerchException why) {
        Shown shown = Shown.of(why);
        return Panache.withTransaction(() -> Database.execute(HEAR, was.id, was.state.name(), was.remoteJob, state.name(), job,
                        shown.error, shown.code, shown.hint, clock.millis())
                .call(() -> state.ended() ? signals.inTransaction(Tasks.ENDED, was.id) : Uni.createFrom().voidItem()))
                .replaceWithVoid();
    }

    /** Nothing could be heard of the job: the task stays as it is and shows why. Its last update tells since when. */
    public Uni<Void> miss(Task was, PerchException why) {
        Shown shown = Shown.of(why);
        return changed(MISS, was.id, was.state.name(), was.remoteJob, shown.error, shown.code, shown.hint).replaceWithVoid();
    }

    /** The service has taken the order to cancel the job; when that is done it will say so. */
    public Uni<Void> cancelling(String id) {
        return changed(CANCEL, id, clock.millis()).replaceWithVoid();
    }

    /** Tasks whose service was last asked {@code pause} ago or longer, the longest first. Each is given to one replica. */
    public Uni<List<Task>> claimDue(Duration pause, int most) {
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> session
                        .createNativeQuery(CLAIM_DUE, String.class)
                        .setParameter(1, pause.toMillis()).setParameter(2, most).getResultList())
                .chain(ids -> ids.isEmpty() ? Uni.createFrom().item(List.<Task>of()) : Task.<Task>list("id in ?1", ids)));
    }

    private static Uni<Boolean> changed(String sql, Object... parameters) {
        return Panache.withTransaction(() -> Database.execute(sql, parameters)).map(rows -> rows == 1);
    }

    /** A failure as a task shows it. */
    private record Shown(String error, String code, String hint) {

        static Shown of(PerchException why) {
            // PostgreSQL's texts hold everything but U+0000, and the words of a service may have it
            return why == null ? new Shown(null, null, null)
                    : new Shown(why.reason().replace('\0', '\uFFFD'), why.code().name(), why.hint());
        }
    }
}
