package io.perch.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.query.QueryWalk.Visitor;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;

/** Searches as trees, for those who change them before they are searched with. */
public final class Sources {

    private Sources() {
    }

    /** Numbers keep every digit; nothing is an empty object. Throws JSON_MALFORMED, BODY_NOT_AN_OBJECT. */
    public static ObjectNode read(Buffer json) {
        return json.length() == 0 ? JsonNodeFactory.instance.objectNode() : SearchSource.object(json);
    }

    public static Buffer write(ObjectNode source) {
        try {
            return Buffer.buffer(SearchSource.EXACT.writeValueAsBytes(source));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree can be written", impossible);
        }
    }

    /**
     * Shows each query there is, whatever it is in, by its name and body, from the outside in. The body may be changed. Throws
     * SEARCH_NOT_SERVED for queries that cannot be looked into.
     */
    public static void eachQuery(ObjectNode source, BiConsumer<String, JsonNode> visit) {
        QueryWalk.through(source, new Visitor() {
            @Override
            public void query(ObjectNode holder, String name, JsonNode body) {
                visit.accept(name, body);
            }

            @Override
            public void index(String name) {
                // judged when the search is searched with
            }
        });
    }
}
