package io.perch.connector;

import java.util.Locale;
import java.util.Optional;

/** What an action is for, by ML Commons's names. */
public enum ActionType {
    PREDICT, EXECUTE, BATCH_PREDICT, BATCH_PREDICT_STATUS, CANCEL_BATCH_PREDICT;

    /** Any letter case, as the original reads it. */
    public static Optional<ActionType> read(String text) {
        for (ActionType type : values()) {
            if (type.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
