package io.perch.connector.credential;

import java.util.Optional;

/**
 * A credential that is kept elsewhere and only named in the connector. Stored as written; what it leads to is never stored.
 */
public sealed interface Reference {

    String ENVIRONMENT_PREFIX = "env:";
    String FILE_PREFIX = "file:";

    /** {@code env:NAME}: a variable of Perch's own environment. */
    record Environment(String name) implements Reference {
        @Override
        public String toString() {
            return ENVIRONMENT_PREFIX + name;
        }
    }

    /** {@code file:PATH}: the text of a file, without the line breaks at its end. A relative path starts in the folder. */
    record InFile(String path) implements Reference {
        @Override
        public String toString() {
            return FILE_PREFIX + path;
        }
    }

    /** Empty when {@code value} is a credential itself. */
    static Optional<Reference> of(String value) {
        if (value.startsWith(ENVIRONMENT_PREFIX)) {
            return Optional.of(new Environment(value.substring(ENVIRONMENT_PREFIX.length())));
        }
        if (value.startsWith(FILE_PREFIX)) {
            return Optional.of(new InFile(value.substring(FILE_PREFIX.length())));
        }
        return Optional.empty();
    }
}
