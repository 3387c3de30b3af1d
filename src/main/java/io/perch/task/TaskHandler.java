package io.perch.task;

import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;

/** Does the work of one type of task. A run may be repeated from the start by another replica, so it must be idempotent. */
public interface TaskHandler {

    TaskType type();

    /** How many tasks of this type one replica runs at once; 0 leaves them waiting until they time out. */
    int atOnce();

    /** Does the work on a Vert.x context. A failure ends the task. */
    Uni<TaskOutcome> run(RunningTask task);

    /** Takes back what a failed task leaves half-done; runs in the end even when the replica that worked on it is gone. */
    Uni<Void> undo(Task task, PerchException why);
}
