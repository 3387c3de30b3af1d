package io.perch.ingest.batch;

import java.util.Locale;
import java.util.Optional;

/** Where sources lie. */
public enum SourceType {
    S3, FILE;

    /** In any case. */
    public static Optional<SourceType> read(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "s3" -> Optional.of(S3);
            case "file" -> Optional.of(FILE);
            default -> Optional.empty();
        };
    }
}
