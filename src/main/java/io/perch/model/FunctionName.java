package io.perch.model;

import java.util.Locale;
import java.util.Optional;

/** What a model does. The constants are ML Commons's names for the functions that Perch serves. */
public enum FunctionName {
    TEXT_EMBEDDING, SPARSE_ENCODING, SPARSE_TOKENIZE, TEXT_SIMILARITY, QUESTION_ANSWERING, REMOTE;

    /** Any letter case, as the original reads it. */
    public static Optional<FunctionName> read(String text) {
        for (FunctionName function : values()) {
            if (function.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    public boolean isLocal() {
        return this != REMOTE;
    }

    /** Sparse functions need no {@code model_config}. */
    public boolean isSparse() {
        return this == SPARSE_ENCODING || this == SPARSE_TOKENIZE;
    }
}
