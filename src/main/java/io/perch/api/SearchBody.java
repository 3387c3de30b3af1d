package io.perch.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;

/** What a search is asked: in its body, or, for those who can send none with a GET, in the parameter {@code source}. */
final class SearchBody {

    private SearchBody() {
    }

    /** The bytes, which may be none, as JSON. */
    static Buffer json(Body body, String source) {
        return source == null || !body.isEmpty() ? body.json() : Buffer.buffer(source);
    }

    /**
     * An empty object finds all. Throws what {@link Body#object} throws, and JSON_MALFORMED for a {@code source} that is no
     * object.
     */
    static ObjectNode read(Body body, String source) {
        if (source == null || !body.isEmpty()) {
            return body.objectOrEmpty();
        }
        try {
            if (BodyFormat.JSON.mapper().readTree(source) instanceof ObjectNode object) {
                return object;
            }
            throw new PerchException(ErrorCode.JSON_MALFORMED, "Parameter [source] is no JSON object", null);
        } catch (JsonProcessingException fault) {
            throw new PerchException(ErrorCode.JSON_MALFORMED, "Parameter [source]: " + fault.getOriginalMessage(), null);
        }
    }
}
