package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.task.RunningTask;
import io.perch.task.Task;
import io.perch.task.TaskHandler;
import io.perch.task.TaskOutcome;
import io.perch.task.TaskType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Ends a batch prediction whose replica went away while it asked the service for a job. It is not asked for again: the service
 * may have created one.
 */
@ApplicationScoped
class LostStart implements TaskHandler {

    private static final int AT_ONCE = 4;

    @Override
    public TaskType type() {
        return TaskType.BATCH_PREDICTION;
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public Uni<TaskOutcome> run(RunningTask task) {
        return Uni.createFrom().failure(new PerchException(ErrorCode.TASK_ABANDONED, "The replica that asked the service for"
                + " this job went away before it had the answer: whether there is a job is not known",
                "look for it at the service, then start it again"));
    }

    @Override
    public Uni<Void> undo(Task task, PerchException why) {
        return Uni.createFrom().voidItem();
    }
}
