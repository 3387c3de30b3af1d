package io.perch.model;

import io.perch.base.Deadline;

/**
 * On which terms a caller asks: until when the answer is of use, in which lane it waits ({@code null}: by its size), and what the
 * model's owner allows it to take, which may change from one predict to the next.
 */
public record PredictTerms(Deadline deadline, Priority priority, Model.Limits limits) {

    public PredictTerms(Deadline deadline, Priority priority) {
        this(deadline, priority, Model.Limits.NONE);
    }

    public PredictTerms(Deadline deadline) {
        this(deadline, null);
    }

    public PredictTerms within(Model.Limits limits) {
        return new PredictTerms(deadline, priority, limits);
    }
}
