package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.connector.RemoteJobs;
import io.perch.task.Task;
import io.perch.task.TaskType;
import io.perch.task.Tasks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** T1, T2 and T5: background work, seen from outside. */
@Path("/_plugins/_ml/tasks")
@Tag(name = "Tasks")
public class TaskResource {

    private static final String INDEX = ".plugins-ml-task";

    /** What the original calls the input of a batch prediction. */
    private static final String REMOTE = "REMOTE";

    /** The original's members, then Perch's own: where the work stands, and why it failed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskAnswer(@JsonProperty("task_id") String taskId, @JsonProperty("model_id") String modelId,
            @JsonProperty("task_type") String taskType, @JsonProperty("function_name") String functionName, String state,
            @JsonProperty("input_type") String inputType, Integer progress, @JsonProperty("worker_node") List<String> workerNode,
            @JsonProperty("create_time") long createTime, @JsonProperty("last_update_time") long lastUpdateTime, String error,
            @JsonProperty("is_async") boolean async,
            @Schema(implementation = Object.class) @JsonProperty("remote_job") JsonNode remoteJob,
            String stage, int attempts, String code, String hint) {

        static TaskAnswer of(Task task) {
            // how far its job is only the service could say
            boolean batch = task.type == TaskType.BATCH_PREDICTION;
            return new TaskAnswer(task.id, task.modelId, task.type.name(), task.functionName, task.state.name(),
                    batch ? REMOTE : null, batch ? null : task.progress, task.workers().isEmpty() ? null : task.workers(),
                    task.createTime, task.lastUpdateTime, task.error, task.async, remoteJob(task), task.stage, task.attempts,
                    task.errorCode == null ? null : task.errorCode.name().toLowerCase(Locale.ROOT), task.hint);
        }

        private static JsonNode remoteJob(Task task) {
            return task.remoteJob == null ? null : Json.read(task.remoteJob, JsonNode.class);
        }
    }

    record Cancelled(String status) {
    }

    private final Tasks tasks;
    private final RemoteJobs jobs;

    TaskResource(Tasks tasks, RemoteJobs jobs) {
        this.tasks = tasks;
        this.jobs = jobs;
    }

    @GET
    @Path("/{task_id}")
    @Operation(summary = "Read a task", description = "With `wait`, answers when the task has ended, or after that time."
            + " The service of a batch prediction is asked how the job stands; when it does not say, the task stays as it was and"
            + " `error` tells why.")
    public Uni<TaskAnswer> get(@RestPath("task_id") String id,
            @Parameter(example = "30s") @RestQuery String wait) {
        Duration patience = wait == null ? Duration.ZERO : TimeText.read("wait", wait);
        return tasks.find(id).chain(jobs::refreshed)
                .chain(task -> task.state.ended() || patience.isZero() ? Uni.createFrom().item(task)
                        : tasks.findEnded(id, patience).chain(jobs::refreshed))
                .map(TaskAnswer::of);
    }

    @DELETE
    @Path("/{task_id}")
    @Operation(summary = "Forget a task", description = "Refused with 409 while a replica works on it, or while its job runs"
            + " on a service that can be asked about it.")
    public Uni<WriteAnswer> delete(@RestPath("task_id") String id) {
        return tasks.delete(id).replaceWith(() -> WriteAnswer.deleted(INDEX, id, 1));
    }

    @POST
    @Path("/{task_id}/_cancel")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Cancel a batch prediction or ingestion", description = "Tells the service to end the job; the task is"
            + " CANCELLING until the service says that it has ended. A batch ingestion is CANCELLED at once; what it has stored"
            + " stays.")
    public Uni<Cancelled> cancel(@RestPath("task_id") String id) {
        return tasks.find(id).chain(task -> task.type == TaskType.BATCH_INGEST ? end(id) : jobs.cancel(id))
                .replaceWith(() -> new Cancelled("OK"));
    }

    private Uni<Void> end(String ingestion) {
        return tasks.cancel(ingestion).invoke(ended -> {
            if (!ended) {
                throw new PerchException(ErrorCode.JOB_UNKNOWN, "The batch ingestion has ended: there is nothing to cancel",
                        null);
            }
        }).replaceWithVoid();
    }
}
