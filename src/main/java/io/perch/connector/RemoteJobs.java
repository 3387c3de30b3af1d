package io.perch.connector;

import io.perch.base.Contexts;
import io.perch.base.DatabaseOutage;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.connector.batch.JobState;
import io.perch.connector.batch.RemoteJob;
import io.perch.model.Switches;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.task.JobTasks;
import io.perch.task.Task;
import io.perch.task.TaskState;
import io.perch.task.TaskType;
import io.perch.task.Tasks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Jobs on remote services, as the tasks that follow them show them. */
@ApplicationScoped
public class RemoteJobs {

    private static final Logger LOG = Logger.getLogger(RemoteJobs.class);

    private final Map<String, Uni<Task>> asking = new ConcurrentHashMap<>();
    private final JobClient services;
    private final JobTasks jobs;
    private final Tasks tasks;
    private final Settings settings;
    private final Contexts contexts;

    RemoteJobs(JobClient services, JobTasks jobs, Tasks tasks, Settings settings, Contexts contexts) {
        this.services = services;
        this.jobs = jobs;
        this.tasks = tasks;
        this.settings = settings;
        this.contexts = contexts;
    }

    /**
     * The task as it stands after its service was asked; any task without a job, or with one that has ended, comes back as it is.
     * Does not fail when nothing can be heard of the job: the task stays as it was, and its error says why.
     */
    public Uni<Task> refreshed(Task task) {
        return task.remoteJob == null || task.state.ended() || !isOn() ? Uni.createFrom().item(task) : shared(task);
    }

    /** While batches are switched off, no service is called. */
    boolean isOn() {
        return settings.get(MlSettings.OFFLINE_BATCH_INFERENCE_ENABLED) && settings.get(MlSettings.REMOTE_INFERENCE_ENABLED);
    }

    /** A hundred callers who look at one task ask its service once. */
    private Uni<Task> shared(Task task) {
        return Uni.createFrom().deferred(() -> asking.computeIfAbsent(task.id, id -> contexts.fresh(() -> ask(task))
                        .onTermination().invoke(() -> asking.remove(id))
                        .memoize().indefinitely())
                .emitOn(Workers.callersContext()));
    }

    private Uni<Task> ask(Task task) {
        return Uni.createFrom().deferred(() -> services.status(task))
                .chain(answer -> hear(task, RemoteJob.read(task.remoteJob).heard(answer)))
                .onFailure(failure -> !DatabaseOutage.causes(failure))
                .recoverWithUni(failure -> miss(task, Failures.catalogued(failure)))
                .chain(() -> tasks.find(task.id));
    }

    private Uni<Void> hear(Task task, RemoteJob job) {
        JobState words = words();
        TaskState state = words.read(job.members()).orElse(task.state);
        return jobs.hear(task, state, job.text(), trouble(state, words.word(job.members()).orElse("")));
    }

    private JobState words() {
        return JobState.of(settings.get(MlSettings.REMOTE_JOB_STATUS_FIELD), settings.get(MlSettings.REMOTE_JOB_CANCELLING),
                settings.get(MlSettings.REMOTE_JOB_CANCELLED), settings.get(MlSettings.REMOTE_JOB_COMPLETED),
                settings.get(MlSettings.REMOTE_JOB_EXPIRED), settings.get(MlSettings.REMOTE_JOB_FAILED));
    }

    private static PerchException trouble(TaskState state, String word) {
        return switch (state) {
            case FAILED, EXPIRED -> new PerchException(ErrorCode.REMOTE_FAILED, "The service says of the job: " + word,
                    "remote_job holds all that it says");
            case CREATED, RUNNING, COMPLETED, COMPLETED_WITH_ERROR, CANCELLING, CANCELLED -> null;
        };
    }

    private Uni<Void> miss(Task task, PerchException why) {
        if (why.code() == ErrorCode.INTERNAL) {
            LOG.errorf(why, "Failed to ask about the job of task %s", task.id);
        }
        boolean gone = why.code() == ErrorCode.MODEL_NOT_FOUND || why.code() == ErrorCode.CONNECTOR_NOT_FOUND;
        return jobs.miss(task, gone ? new PerchException(why.code(), why.reason(),
                "nobody can ask about the job any more: DELETE /_plugins/_ml/tasks/" + task.id + " forgets it") : why);
    }

    /**
     * Orders the job of a task to end. That it has ended is for the service to say, see {@link #refreshed}. Fails with BATCH_OFF,
     * REMOTE_INFERENCE_OFF, TASK_NOT_FOUND, JOB_UNKNOWN, MODEL_NOT_FOUND, ACTION_MISSING, and as {@link JobCall#send} does.
     */
    public Uni<Void> cancel(String taskId) {
        Switches.requireBatch(settings);
        Switches.requireRemoteInference(settings);
        return tasks.find(taskId).invoke(RemoteJobs::requireJob)
                .chain(services::cancel)
                .onFailure(failure -> Failures.catalogued(failure).code() == ErrorCode.MODEL_NOT_FOUND)
                .transform(gone -> new PerchException(ErrorCode.MODEL_NOT_FOUND,
                        "Failed to retrieve the ML model for the given task ID", "cancel the job at its service"))
                .chain(() -> jobs.cancelling(taskId));
    }

    private static void requireJob(Task task) {
        if (task.type != TaskType.BATCH_PREDICTION || task.remoteJob == null) {
            throw new PerchException(ErrorCode.JOB_UNKNOWN, "The task ID you provided does not have any associated batch job",
                    task.type == TaskType.BATCH_PREDICTION && !task.state.ended() ? "its job is being created, try again" : null);
        }
    }
}
