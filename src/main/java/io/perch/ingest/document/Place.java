package io.perch.ingest.document;

import com.fasterxml.jackson.databind.JsonNode;

/** One place in a document where a value can be put. */
public sealed interface Place {

    /** Whether there is a value other than JSON null. */
    boolean taken();

    /** Throws FIELD_UNSETTABLE. */
    void set(JsonNode value);

    /** A key of an object, or a position of a list, that is there. */
    record In(JsonNode container, String leaf, FieldPath path) implements Place {

        @Override
        public boolean taken() {
            return container.hasNonNull(leaf);
        }

        @Override
        public void set(JsonNode value) {
            path.set(container, leaf, value);
        }
    }

    /** At the end of a way that may have to be made. */
    record OnTheWay(FieldPath path, Document document) implements Place {

        @Override
        public boolean taken() {
            return path.read(document).filter(value -> !value.isNull()).isPresent();
        }

        @Override
        public void set(JsonNode value) {
            path.set(document, value);
        }
    }
}
