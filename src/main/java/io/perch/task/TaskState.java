package io.perch.task;

/** Where a task stands, by ML Commons's names. */
public enum TaskState {
    CREATED, RUNNING, COMPLETED, COMPLETED_WITH_ERROR, FAILED;

    public boolean ended() {
        return this != CREATED && this != RUNNING;
    }
}
