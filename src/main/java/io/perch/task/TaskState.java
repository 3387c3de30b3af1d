package io.perch.task;

/**
 * Where a task stands, by ML Commons's names. The last three are of tasks that follow a job elsewhere; a batch ingestion can be
 * CANCELLED, too.
 */
public enum TaskState {
    CREATED, RUNNING, COMPLETED, COMPLETED_WITH_ERROR, FAILED, CANCELLING, CANCELLED, EXPIRED;

    public boolean ended() {
        return this != CREATED && this != RUNNING && this != CANCELLING;
    }
}
