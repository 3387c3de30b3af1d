package io.perch.connector.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What fills a placeholder.
 *
 * @param isJson whether {@code text} is one whole JSON value that is not a string
 */
public record Parameter(String text, boolean isJson) {

    public static Parameter ofText(String text) {
        return new Parameter(text, false);
    }

    public static Parameter ofJson(String json) {
        return new Parameter(json, true);
    }

    /** {@code null} for a JSON null: a parameter that is null is missing. */
    public static Parameter of(JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return null;
        }
        return value.isTextual() ? ofText(value.textValue()) : ofJson(value.toString());
    }
}
