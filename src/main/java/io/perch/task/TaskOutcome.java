package io.perch.task;

/** How a run ended when it did not throw. */
public sealed interface TaskOutcome {

    record Completed() implements TaskOutcome {
    }

    /** Done in part: the error says what is missing. */
    record CompletedWithError(String error) implements TaskOutcome {
    }
}
