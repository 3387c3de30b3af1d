package io.perch.task;

/** What a task does, by ML Commons's names. */
public enum TaskType {
    REGISTER_MODEL, DEPLOY_MODEL, BATCH_PREDICTION, BATCH_INGEST
}
