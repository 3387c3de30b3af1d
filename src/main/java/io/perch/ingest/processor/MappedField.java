package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.List;

/**
 * A field of a {@link FieldMap} in one object of a document, which need not have it.
 *
 * @param target what the field beside it is called
 */
record MappedField(ObjectNode in, String name, String target) {

    boolean isThere() {
        return in.hasNonNull(name);
    }

    boolean isList() {
        return in.path(name).isArray();
    }

    /** One, those of a list, or none, blank ones among them. Throws FIELD_WRONG_KIND. */
    List<String> texts() {
        JsonNode value = in.path(name);
        if (!isThere()) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        if (!value.isArray()) {
            throw wrong("map type field [" + name + "] is neither string nor nested type, cannot process it");
        }
        return value.valueStream().map(this::text).toList();
    }

    private String text(JsonNode element) {
        if (element.isNull()) {
            throw wrong("list type field [" + name + "] has null, cannot process it");
        }
        if (!element.isTextual()) {
            throw wrong("list type field [" + name + "] has non string value, cannot process it");
        }
        return element.textValue();
    }

    static PerchException wrong(String reason) {
        return new PerchException(ErrorCode.FIELD_WRONG_KIND, reason, "a field of field_map holds a text or a list of texts");
    }
}
