package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.task.Task;
import io.perch.task.Tasks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** T1 and T2: background work, seen from outside. */
@Path("/_plugins/_ml/tasks")
@Tag(name = "Tasks")
public class TaskResource {

    private static final String INDEX = ".plugins-ml-task";

    /** The original's members, then Perch's own: where the work stands, and why it failed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskAnswer(@JsonProperty("task_id") String taskId, @JsonProperty("model_id") String modelId,
            @JsonProperty("task_type") String taskType, @JsonProperty("function_name") String functionName, String state,
            Integer progress, @JsonProperty("worker_node") List<String> workerNode, @JsonProperty("create_time") long createTime,
            @JsonProperty("last_update_time") long lastUpdateTime, String error, @JsonProperty("is_async") boolean async,
            String stage, int attempts, String code, String hint) {

        static TaskAnswer of(Task task) {
            return new TaskAnswer(task.id, task.modelId, task.type.name(), task.functionName, task.state.name(), task.progress,
                    task.workers().isEmpty() ? null : task.workers(), task.createTime, task.lastUpdateTime, task.error, task.async,
                    task.stage, task.attempts, task.errorCode == null ? null : task.errorCode.name().toLowerCase(Locale.ROOT),
                    task.hint);
        }
    }

    private final Tasks tasks;

    TaskResource(Tasks tasks) {
        this.tasks = tasks;
    }

    @GET
    @Path("/{task_id}")
    @Operation(summary = "Read a task", description = "With `wait`, answers when the task has ended, or after that time.")
    public Uni<TaskAnswer> get(@RestPath("task_id") String id,
            @Parameter(example = "30s") @RestQuery String wait) {
        return tasks.findEnded(id, wait == null ? Duration.ZERO : TimeText.read("wait", wait)).map(TaskAnswer::of);
    }

    @DELETE
    @Path("/{task_id}")
    @Operation(summary = "Forget a task", description = "Refused with 409 while a replica works on it.")
    public Uni<WriteAnswer> delete(@RestPath("task_id") String id) {
        return tasks.delete(id).replaceWith(() -> WriteAnswer.deleted(INDEX, id, 1));
    }
}
