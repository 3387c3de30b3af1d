package io.perch.ingest.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * A document on its way through a pipeline: its fields, where it is to go ({@code _index}, {@code _id}, {@code _routing} …),
 * and what the pipeline itself tells ({@code _ingest.timestamp} …). Belongs to one run, which changes it; not safe for several
 * threads at once.
 */
public final class Document {

    public static final String INDEX = "_index";
    public static final String ID = "_id";
    public static final String INGEST = "_ingest";
    public static final String SOURCE = "_source";
    public static final List<String> METADATA = List.of(INDEX, ID, "_routing", "_version", "_version_type", "_if_seq_no",
            "_if_primary_term");

    private final ObjectNode source;
    private final ObjectNode metadata;
    private final ObjectNode ingest = JsonNodeFactory.instance.objectNode();

    /** Both objects belong to the document from here on. */
    public Document(ObjectNode source, ObjectNode metadata, Instant now) {
        this.source = source;
        this.metadata = metadata;
        ingest.put("timestamp", now.toString());
    }

    public ObjectNode source() {
        return source;
    }

    public ObjectNode metadata() {
        return metadata;
    }

    public ObjectNode ingest() {
        return ingest;
    }

    /**
     * All of it as one object for paths to lead into: the fields at the top, {@code _index} and the like, {@code _ingest}
     * beside.
     */
    public ObjectNode whole() {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.setAll(source);
        whole.setAll(metadata);
        whole.set(INGEST, ingest);
        return whole;
    }

    /** What a script calls {@code ctx}, or a verbose simulation shows: nothing in it is shared with the document. */
    public ObjectNode copy() {
        return whole().deepCopy();
    }

    public String text(String metadataName) {
        JsonNode value = metadata.get(metadataName);
        return value == null || value.isNull() ? null : value.asText();
    }
}
