package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.document.Document;
import java.time.Instant;

/** A search source, for paths to lead into. */
final class Requested {

    private Requested() {
    }

    static Document document(ObjectNode source) {
        return new Document(source, source.objectNode(), Instant.EPOCH);
    }
}
