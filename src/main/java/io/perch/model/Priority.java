package io.perch.model;

/** Which lane of a model's queue a request waits in: a bulk load yields to callers who wait for an answer. */
public enum Priority {
    INTERACTIVE, BULK
}
