package io.perch.ingest.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first line of an operation.
 *
 * @param verb     index, create, update or delete
 * @param metadata where the document goes, and on what condition; without the pipeline
 * @param pipeline {@code null} when it is not said
 */
record BulkAction(String verb, ObjectNode metadata, String pipeline) {

    private static final List<String> VERBS = List.of("create", "delete", "index", "update");
    private static final Set<String> KNOWN = Set.of("_index", "_id", "routing", "_routing", "version", "version_type",
            "if_seq_no", "if_primary_term", "require_alias", "retry_on_conflict", "pipeline", "_source");
    private static final String PIPELINE = "pipeline";

    /** Throws BULK_MALFORMED, whose words count lines from 1. */
    static BulkAction read(Buffer line, long number) {
        if (!(tree(line, number) instanceof ObjectNode action) || action.size() != 1) {
            throw malformed("Malformed action/metadata line [" + number + "], expected an object with one action");
        }
        String verb = action.fieldNames().next();
        if (!VERBS.contains(verb)) {
            throw malformed("Malformed action/metadata line [" + number + "], expected one of [create, delete, index, update] but"
                    + " found: [" + verb + "]");
        }
        if (!(action.get(verb) instanceof ObjectNode metadata)) {
            throw malformed("Malformed action/metadata line [" + number + "], expected START_OBJECT after [" + verb + "]");
        }
        check(metadata, number);
        JsonNode pipeline = metadata.remove(PIPELINE);
        return new BulkAction(verb, metadata, pipeline == null || pipeline.isNull() ? null : pipeline.asText());
    }

    boolean hasSource() {
        return !verb.equals("delete");
    }

    /** {@code null} when it is not said. */
    String text(String name) {
        JsonNode value = metadata.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static void check(ObjectNode metadata, long number) {
        for (Map.Entry<String, JsonNode> member : metadata.properties()) {
            if (!KNOWN.contains(member.getKey())) {
                throw malformed("Action/metadata line [" + number + "] contains an unknown parameter [" + member.getKey() + "]");
            }
            if (member.getValue().isContainerNode() && !member.getKey().equals("_source")) {
                throw malformed("Malformed action/metadata line [" + number + "], expected a simple value for field ["
                        + member.getKey() + "]");
            }
        }
    }

    private static JsonNode tree(Buffer line, long number) {
        try {
            return JsonText.tree(line.getBytes());
        } catch (IOException broken) {
            throw malformed("Malformed action/metadata line [" + number + "]: it is not JSON");
        }
    }

    private static PerchException malformed(String reason) {
        return new PerchException(ErrorCode.BULK_MALFORMED, reason,
                "a bulk is a line with an action, then a line with a document, and so on, each JSON in one line");
    }
}
