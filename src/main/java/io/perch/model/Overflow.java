package io.perch.model;

import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a text that is longer than its model reads: its end is not read, or it is refused, or it is read in windows
 * whose vectors are averaged by their tokens.
 */
public enum Overflow {
    TRUNCATE, FAIL, CHUNK_MEAN;

    /** Member of a request's {@code parameters} and of a model's {@code additional_config}. */
    public static final String MEMBER = "on_overflow";

    /** Any letter case. */
    public static Optional<Overflow> read(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "truncate" -> Optional.of(TRUNCATE);
            case "fail" -> Optional.of(FAIL);
            case "chunk_mean" -> Optional.of(CHUNK_MEAN);
            default -> Optional.empty();
        };
    }

    /** The fault of {@code member} when its text is none of them. */
    public static String unknown(String member, String text) {
        return member + " must be truncate, fail or chunk_mean, but it is [" + text + "]";
    }
}
