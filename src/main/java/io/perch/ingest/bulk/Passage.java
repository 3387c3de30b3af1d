package io.perch.ingest.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.Ids;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Trace;
import io.perch.path.JsonText;
import io.perch.search.CallersIndices;
import io.perch.search.Delivered;
import io.perch.search.Operation;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** One operation on its way: read, through its pipeline, and to OpenSearch. */
final class Passage {

    private static final String INDEX = "_index";
    private static final String ID = "_id";
    private static final String NO_PIPELINE = "_none";
    /** What a pipeline calls otherwise than a bulk does. */
    private static final Map<String, String> NAMES = Map.of("_routing", "routing", "_version", "version",
            "_version_type", "version_type", "_if_seq_no", "if_seq_no", "_if_primary_term", "if_primary_term");

    private final Entry entry;
    private final String pipeline;
    private final ObjectNode metadata;
    private boolean idIsOurs;
    private ObjectNode body;
    private Item item;
    private PerchException failure;
    private Operation operation;
    private Delivered delivered;

    private Passage(Entry entry, BulkTerms terms) {
        this.entry = entry;
        String named = entry.action().pipeline() == null ? terms.pipeline() : entry.action().pipeline();
        this.pipeline = NO_PIPELINE.equals(named) ? null : named;
        this.metadata = entry.action().metadata();
        this.failure = entry.fault();
        if (!metadata.hasNonNull(INDEX) && terms.index() != null) {
            metadata.put(INDEX, terms.index());
        }
        this.idIsOurs = !metadata.hasNonNull(ID);
    }

    static Passage of(Entry entry, BulkTerms terms) {
        Passage passage = new Passage(entry, terms);
        passage.attempt(passage::prepare);
        return passage;
    }

    /** {@code null} when it goes through none. */
    String pipeline() {
        return item == null ? null : pipeline;
    }

    Item item() {
        return item;
    }

    void fail(PerchException why) {
        failure = why;
    }

    private void prepare() {
        if (failure != null) {
            return;
        }
        String index = entry.action().text(INDEX);
        if (index == null) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "index is missing", "name it in the action or in the path");
        }
        if (idIsOurs) {
            requireIdNotNeeded();
            // so that it can be sent again without being there twice
            metadata.put(ID, Ids.next());
        }
        if (pipeline != null && entry.source() != null) {
            read();
        }
    }

    private void requireIdNotNeeded() {
        String verb = entry.action().verb();
        if (verb.equals("update") || verb.equals("delete")) {
            throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "an id must be provided if version type or value are set or for " + verb, null);
        }
    }

    private void read() {
        ObjectNode whole = parsed();
        ObjectNode source = whole;
        if (entry.action().verb().equals("update")) {
            body = whole;
            source = (ObjectNode) (whole.path("doc_as_upsert").asBoolean() ? whole.get("doc")
                    : whole.get("upsert") instanceof ObjectNode upsert ? upsert : null);
        }
        if (source != null) {
            item = new Item(new Document(source, documentMetadata(), Instant.now()), entry.bytes(), Trace.NONE);
        }
    }

    private ObjectNode parsed() {
        try {
            if (JsonText.exactTree(entry.source().getBytes()) instanceof ObjectNode object) {
                return object;
            }
            throw new PerchException(ErrorCode.BODY_NOT_AN_OBJECT, entry.document() + " is not an object", null);
        } catch (IOException broken) {
            throw new PerchException(ErrorCode.JSON_MALFORMED, entry.document() + " is malformed JSON: " + words(broken), null);
        }
    }

    private static String words(IOException broken) {
        return broken instanceof JsonProcessingException json ? json.getOriginalMessage() : broken.getMessage();
    }

    private ObjectNode documentMetadata() {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.set(INDEX, metadata.get(INDEX));
        if (!idIsOurs) {
            told.set(ID, metadata.get(ID));
        }
        NAMES.forEach((inside, outside) -> {
            if (metadata.hasNonNull(outside)) {
                told.set(inside, metadata.get(outside));
            }
        });
        return told;
    }

    /** Writes what is to be sent; {@code null} for what is not. Throws nothing: what cannot be sent has failed. */
    Operation operation(CallersIndices indices) {
        if (item != null && item.failure() != null) {
            failure = item.failure();
        }
        attempt(() -> operation = failure != null || item != null && item.dropped() ? null : written(indices));
        return operation;
    }

    private Operation written(CallersIndices indices) {
        if (item != null) {
            takeBack(item.document().metadata());
        }
        indices.requireWritable(metadata.path(INDEX).asText(null));
        return new Operation(entry.action().verb(), metadata, source(), idIsOurs, !isScripted());
    }

    /** An update that was not read may have a script. */
    private boolean isScripted() {
        return entry.action().verb().equals("update")
                && (body == null ? entry.source().toString().contains("\"script\"") : body.has("script"));
    }

    private Buffer source() {
        if (item == null) {
            return entry.source();
        }
        return JsonText.line(body == null ? item.document().source() : body);
    }

    /** A pipeline may send a document elsewhere. */
    private void takeBack(ObjectNode told) {
        metadata.set(INDEX, told.get(INDEX));
        if (told.hasNonNull(ID)) {
            metadata.set(ID, told.get(ID));
            idIsOurs = false;
        }
        NAMES.forEach((inside, outside) -> {
            if (told.hasNonNull(inside)) {
                metadata.set(outside, told.get(inside));
            }
        });
    }

    void delivered(Delivered with) {
        delivered = with;
    }

    BulkItem end() {
        PerchException why = failure != null ? failure : delivered == null ? null : delivered.failure();
        String id = idIsOurs && delivered == null ? null : entry.action().text(ID);
        return new BulkItem(entry.action().verb(), entry.action().text(INDEX), id,
                delivered == null ? null : delivered.answer(), why);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException refused) {
            failure = Failures.catalogued(refused);
        }
    }
}
