package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.ingest.pipeline.IngestConfig;
import io.quarkus.runtime.configuration.MemorySize;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads pipelines, and documents that are to be tried on them. */
final class PipelineBody {

    private static final int LONGEST_ID = 512;
    /** Says in a request that there is to be none. */
    private static final String NO_PIPELINE = "_none";

    private PipelineBody() {
    }

    /** Throws REQUEST_INVALID for what could not be found again. */
    static String id(String id) {
        boolean fits = !id.isBlank() && !id.equals(NO_PIPELINE)
                && id.chars().noneMatch(c -> c == ',' || c == '*' || c == '#' || c < ' ')
                && id.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID;
        if (!fits) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "[" + id + "] is no id for a pipeline",
                    "it is not _none, has neither commas nor * nor #, and at most " + LONGEST_ID + " bytes");
        }
        return id;
    }

    /** Throws what {@link Body#object} throws, and BODY_TOO_LARGE. */
    static ObjectNode read(Body body, IngestConfig config) {
        return read(body, config.maxPipelineSize(), "perch.ingest.max-pipeline-size");
    }

    /** @param key that says how large it may be */
    static ObjectNode read(Body body, MemorySize size, String key) {
        long most = size.asLongValue();
        if (body.raw().length() > most) {
            throw new PerchException(ErrorCode.BODY_TOO_LARGE, "The pipeline has " + body.raw().length()
                    + " bytes, the limit is " + most, "divide it, or raise " + key);
        }
        return body.object();
    }

    /** {@code docs} of a simulation. Throws PIPELINE_INVALID. */
    static List<Document> documents(ObjectNode body, int most) {
        JsonNode docs = body.get("docs");
        if (docs == null || docs.isNull()) {
            throw invalid("[docs] required property is missing", "docs");
        }
        if (!docs.isArray()) {
            throw invalid("[docs] property isn't a list, but of type [" + kind(docs) + "]", "docs");
        }
        if (docs.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "must specify at least one document in [docs]", null);
        }
        if (docs.size() > most) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, docs.size() + " documents are too many for a simulation, which"
                    + " has " + most + " at most", "send fewer, or raise perch.ingest.max-simulated");
        }
        List<Document> documents = new ArrayList<>();
        docs.forEach(doc -> documents.add(document(doc, documents.size())));
        return documents;
    }

    private static Document document(JsonNode doc, int position) {
        if (!(doc.get(Document.SOURCE) instanceof ObjectNode source)) {
            throw invalid(doc.hasNonNull(Document.SOURCE) ? "[_source] of docs[" + position + "] isn't an object"
                    : "[_source] required property is missing", Document.SOURCE);
        }
        ObjectNode metadata = JsonNodeFactory.instance.objectNode()
                .put(Document.INDEX, Document.INDEX).put(Document.ID, Document.ID);
        for (Map.Entry<String, JsonNode> member : doc.properties()) {
            if (Document.METADATA.contains(member.getKey()) && member.getValue().isValueNode()) {
                metadata.set(member.getKey(), member.getValue());
            }
        }
        return new Document(source, metadata, Instant.now());
    }

    static PerchException invalid(String reason, String property) {
        return new PerchException(ErrorCode.PIPELINE_INVALID, reason, null).adding(Map.of("property_name", property));
    }

    private static String kind(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
