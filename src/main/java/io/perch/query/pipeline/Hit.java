package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.document.Document;
import java.time.Instant;

/** One hit: what OpenSearch tells of a document that it has found. */
record Hit(ObjectNode node) {

    static final String SCORE = "_score";

    boolean hasSource() {
        return node.path(Document.SOURCE).isObject();
    }

    /** Its fields, for paths to lead into; none when the search has left them out. */
    Document document() {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        Document.METADATA.stream().filter(node::has).forEach(name -> metadata.set(name, node.get(name)));
        return new Document(hasSource() ? (ObjectNode) node.get(Document.SOURCE) : metadata.objectNode(), metadata,
                Instant.EPOCH);
    }

    boolean has(String field) {
        return node.path(Document.SOURCE).hasNonNull(field);
    }

    void put(String field, JsonNode value) {
        node.withObjectProperty(Document.SOURCE).set(field, value);
    }

    JsonNode score() {
        return node.path(SCORE);
    }
}
