package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.DocumentPath;

/** The text that hits are compared with: {@code ext.rerank.query_context} of a search says it, or where in the search it is. */
final class RerankQuery {

    /** Of {@code ext}. */
    static final String SECTION = "rerank";

    private static final String TEXT = "query_text";
    private static final String PATH = "query_text_path";
    private static final String HINT = "write {\"ext\": {\"rerank\": {\"query_context\": {\"query_text\": \"…\"}}}}, or a"
            + " query_text_path such as query.match.title.query";

    private RerankQuery() {
    }

    /** Throws REQUEST_INVALID. */
    static String of(ObjectNode search) {
        JsonNode context = search.at("/ext/" + SECTION + "/query_context");
        boolean hasText = context.hasNonNull(TEXT);
        boolean hasPath = context.hasNonNull(PATH);
        if (hasText && hasPath) {
            throw refused("Cannot specify both \"" + TEXT + "\" and \"" + PATH + "\"");
        }
        if (!hasText && !hasPath) {
            throw refused("Must specify either \"" + TEXT + "\" or \"" + PATH + "\"");
        }
        return hasText ? text(context.get(TEXT), TEXT + " must be a string") : at(context.get(PATH).asText(), search);
    }

    private static String at(String path, ObjectNode search) {
        return text(DocumentPath.of(path).read(Requested.document(search)).orElse(null),
                PATH + " must point to a string field, and [" + path + "] does not");
    }

    private static String text(JsonNode value, String otherwise) {
        if (value == null || !value.isTextual()) {
            throw refused(otherwise);
        }
        return value.textValue();
    }

    private static PerchException refused(String reason) {
        return new PerchException(ErrorCode.REQUEST_INVALID, reason, HINT);
    }
}
