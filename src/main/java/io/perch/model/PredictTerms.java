package io.perch.model;

import io.perch.base.Deadline;

/** On which terms a caller asks: until when the answer is of use, and in which lane it waits ({@code null}: by its size). */
public record PredictTerms(Deadline deadline, Priority priority) {

    public PredictTerms(Deadline deadline) {
        this(deadline, null);
    }
}
