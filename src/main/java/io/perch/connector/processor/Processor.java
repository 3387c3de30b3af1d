package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonText;

/** One step between a service and its callers: a value in, a value out. Text is a JSON string, and may itself hold JSON. */
sealed interface Processor
        permits Conditional, ExtractJson, ForEach, JsonPathFilter, ProcessAndSet, RegexCapture, RegexReplace, RemoveJsonPath,
        SetField, ToText {

    /** @throws ProcessorFailed when there is nothing that it can do with this value; the chain goes on with what came in */
    JsonNode apply(JsonNode input, Budget budget);

    /** The value as text: JSON, unless it is text already. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    /** The value as something that paths lead through: text that holds JSON is read. */
    static JsonNode tree(JsonNode value) {
        return value.isTextual() ? JsonText.tree(value.textValue()).orElse(value) : value;
    }
}
