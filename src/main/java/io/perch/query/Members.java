package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Nearest;
import io.perch.base.PerchException;
import io.perch.path.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The members of a clause {@code {"neural": {FIELD: {…}}}}. One that is absent or JSON null reads as {@code null}. As in
 * OpenSearch a number is taken for its text, and the other way round.
 */
record Members(String clause, String field, ObjectNode object) {

    /** Throws CLAUSE_MALFORMED when it has not this form, or members that are not {@code known}. */
    static Members of(String clause, JsonNode body, Set<String> known) {
        List<Map.Entry<String, JsonNode>> fields = body.isObject() ? List.copyOf(body.properties()) : List.of();
        if (fields.isEmpty()) {
            throw malformed("[" + clause + "] query must be an object that names a field, but it is " + Excerpt.of(body),
                    "write {\"" + clause + "\": {\"<field>\": {…}}}");
        }
        if (fields.size() > 1) {
            throw malformed("[" + clause + "] query doesn't support multiple fields, found [" + fields.get(0).getKey() + "] and ["
                    + fields.get(1).getKey() + "]", "write a clause for each, and combine them with bool or hybrid");
        }
        String field = fields.getFirst().getKey();
        if (!(fields.getFirst().getValue() instanceof ObjectNode object)) {
            throw malformed("[" + clause + "] query on [" + field + "] must be an object, but it is "
                    + Excerpt.of(fields.getFirst().getValue()), null);
        }
        object.fieldNames().forEachRemaining(name -> requireKnown(clause, name, known));
        return new Members(clause, field, object);
    }

    private static void requireKnown(String clause, String name, Set<String> known) {
        if (!known.contains(name)) {
            List<String> near = Nearest.to(name, known);
            throw malformed("[" + clause + "] query does not support [" + name + "]",
                    near.isEmpty() ? "it takes " + known.stream().sorted().toList() : "did you mean " + near + "?");
        }
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    String text(String name) {
        JsonNode value = value(name, JsonNode::isValueNode, "a string");
        return value == null ? null : value.asText();
    }

    JsonNode whole(String name) {
        return value(name, value -> value.isIntegralNumber() || isNumber(value, "[-+]?\\d{1,18}"), "a whole number");
    }

    JsonNode number(String name) {
        return value(name, value -> value.isNumber() || isNumber(value, "[-+]?\\d{1,18}([.]\\d{1,18})?"), "a number");
    }

    JsonNode bool(String name) {
        return value(name, value -> value.isBoolean() || value.asText().matches("true|false"), "true or false");
    }

    JsonNode object(String name) {
        return value(name, JsonNode::isObject, "an object");
    }

    JsonNode value(String name, Predicate<JsonNode> fits, String wanted) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = object.get(name);
        if (!fits.test(value)) {
            throw malformed("[" + clause + "] query: [" + name + "] must be " + wanted + ", but it is " + Excerpt.of(value),
                    null);
        }
        return value;
    }

    private static boolean isNumber(JsonNode value, String pattern) {
        return value.isTextual() && value.textValue().matches(pattern);
    }

    static PerchException malformed(String reason, String hint) {
        return new PerchException(ErrorCode.CLAUSE_MALFORMED, reason, hint);
    }
}
