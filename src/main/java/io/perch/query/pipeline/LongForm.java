package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.query.Sources;
import java.util.Map;

/**
 * Queries as OpenSearch writes them itself, {@code {"match": {"title": {"query": "sun"}}}} for
 * {@code {"match": {"title": "sun"}}}: paths into a search mean this form, whichever one a caller has chosen.
 */
final class LongForm {

    /** What the value is called that a caller may write alone. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("match", "query"), Map.entry("match_phrase", "query"), Map.entry("match_phrase_prefix", "query"),
            Map.entry("match_bool_prefix", "query"), Map.entry("term", "value"), Map.entry("prefix", "value"),
            Map.entry("fuzzy", "value"), Map.entry("regexp", "value"), Map.entry("wildcard", "wildcard"));

    private LongForm() {
    }

    /** Means the same to OpenSearch. Throws SEARCH_NOT_SERVED. */
    static void write(ObjectNode source) {
        Sources.eachQuery(source, (name, body) -> {
            if (NAMES.containsKey(name) && body instanceof ObjectNode fields && fields.size() == 1) {
                fields.properties().forEach(field -> fields.set(field.getKey(), longForm(field.getValue(), NAMES.get(name))));
            }
        });
    }

    private static JsonNode longForm(JsonNode given, String value) {
        return given.isValueNode() && !given.isNull() ? JsonNodeFactory.instance.objectNode().set(value, given) : given;
    }
}
