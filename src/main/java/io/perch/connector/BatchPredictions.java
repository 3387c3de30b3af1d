package io.perch.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Contexts;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.connector.batch.RemoteJob;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.task.JobTasks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Has a remote service predict a batch: it creates a job, and a task follows that ({@link RemoteJobs}). */
@ApplicationScoped
public class BatchPredictions {

    private static final Logger LOG = Logger.getLogger(BatchPredictions.class);
    private static final Duration PATIENCE_WITH_THE_DATABASE = Duration.ofMinutes(1);
    private static final int OK = 200;

    private final ModelCatalog catalog;
    private final JobClient services;
    private final JobTasks tasks;
    private final Settings settings;
    private final Contexts contexts;

    BatchPredictions(ModelCatalog catalog, JobClient services, JobTasks tasks, Settings settings, Contexts contexts) {
        this.catalog = catalog;
        this.services = services;
        this.tasks = tasks;
        this.settings = settings;
        this.contexts = contexts;
    }

    /** What a caller wants. @param dlq where the service is to leave what it cannot process, or {@code null} */
    public record Batch(Map<String, JsonNode> parameters, ObjectNode dlq) {
    }

    /** @param job what the service says of it, and {@code dlq} */
    public record Started(String taskId, ObjectNode job) {
    }

    /**
     * Starts a job, for a caller who may have one. What can be known to be wrong is told before there is a task; when the call
     * fails, the task shows why. Fails with MODEL_NOT_FOUND, MODEL_IS_LOCAL, ACTION_MISSING, BATCH_TASKS_FULL, and as
     * {@link RenderedCall#of} and {@link JobCall#job} do.
     */
    public Uni<Started> start(String modelId, Batch batch, Deadline deadline) {
        return catalog.resolve(modelId)
                .chain(model -> unattended(() -> services.through(model, client -> begin(model, client, batch, deadline))));
    }

    /** To its end, also when the caller hangs up: the job is there then, and somebody has to know of it. */
    private <T> Uni<T> unattended(Supplier<Uni<T>> work) {
        return contexts.fresh(work).memoize().indefinitely().emitOn(Workers.callersContext());
    }

    private Uni<Started> begin(Model model, ConnectorClient client, Batch batch, Deadline deadline) {
        JobCall call = JobCall.of(client, ActionType.BATCH_PREDICT, batch.parameters());
        return call.check()
                .chain(() -> tasks.reserve(model.id(), settings.get(MlSettings.MAX_BATCH_INFERENCE_TASKS), deadline.remaining()))
                .chain(task -> services.start(call, deadline)
                        .onFailure().call(failure -> giveUp(task, Failures.catalogued(failure)))
                        .onFailure().transform(failure -> Failures.catalogued(failure).ofTask(task))
                        .chain(answer -> follow(task, RemoteJob.started(answer, batch.dlq()))));
    }

    private Uni<Void> giveUp(String task, PerchException why) {
        return contexts.throughOutages(PATIENCE_WITH_THE_DATABASE, () -> tasks.giveUp(task, why));
    }

    private Uni<Started> follow(String task, RemoteJob job) {
        return contexts.throughOutages(PATIENCE_WITH_THE_DATABASE, () -> tasks.follow(task, job.text()))
                .invoke(followed -> requireTask(task, followed))
                .onFailure().transform(failure -> lost(task, job, failure))
                .replaceWith(() -> new Started(task, job.members()));
    }

    private static void requireTask(String task, boolean followed) {
        if (!followed) {
            throw new PerchException(ErrorCode.TASK_NOT_FOUND, "task " + task + " was deleted meanwhile", null);
        }
    }

    /** The job is there and costs money, and nobody follows it: its name must not be lost. */
    private static PerchException lost(String task, RemoteJob job, Throwable failure) {
        LOG.errorf("Nobody follows the job of task %s, which could not be recorded (%s): %s", task, Failures.words(failure),
                job.text());
        return new PerchException(ErrorCode.DATABASE_UNAVAILABLE, "The service has created the job, but it could not be"
                + " recorded: " + Failures.words(failure), "ask the service itself about the job in remote", failure)
                .answered(OK, job.text()).ofTask(task);
    }
}
