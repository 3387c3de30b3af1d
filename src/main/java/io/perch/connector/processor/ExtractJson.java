package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonText;
import java.util.Optional;

/**
 * Takes the first JSON out of a text, as models put it between their sentences. What is not text stays as it is.
 *
 * @param otherwise when there is none, or none of the wanted kind; {@code null}: the text
 */
record ExtractJson(Wanted wanted, JsonNode otherwise) implements Processor {

    enum Wanted { AUTO, OBJECT, ARRAY }

    static ExtractJson read(ProcessorConfig config) {
        return new ExtractJson(wanted(config), config.value("default"));
    }

    private static Wanted wanted(ProcessorConfig config) {
        String name = config.has("extract_type") ? config.value("extract_type").asText() : "auto";
        for (Wanted wanted : Wanted.values()) {
            if (wanted.name().equalsIgnoreCase(name)) {
                return wanted;
            }
        }
        return config.fault("'extract_type' must be 'auto', 'object', or 'array', got: " + name);
    }

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        if (!input.isTextual()) {
            return input;
        }
        return extracted(input.textValue()).orElse(otherwise == null || otherwise.isNull() ? input : otherwise);
    }

    private Optional<JsonNode> extracted(String text) {
        int start = start(text);
        return start < 0 ? Optional.empty() : JsonText.beginning(text.substring(start)).filter(JsonNode::isContainerNode);
    }

    private int start(String text) {
        int object = text.indexOf('{');
        int array = text.indexOf('[');
        return switch (wanted) {
            case OBJECT -> object;
            case ARRAY -> array;
            case AUTO -> object < 0 || array < 0 ? Math.max(object, array) : Math.min(object, array);
        };
    }
}
