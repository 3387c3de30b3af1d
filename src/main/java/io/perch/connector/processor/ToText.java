package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.path.JsonText;

/** The value as text. */
record ToText(boolean escapeJson) implements Processor {

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        String text = Processor.text(input);
        return TextNode.valueOf(escapeJson ? JsonText.escaped(text) : text);
    }
}
