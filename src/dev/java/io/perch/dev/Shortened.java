package io.perch.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** JSON cut down to what fits a few lines of a terminal. */
final class Shortened {

    private static final int TEXT = 60;
    private static final int NUMBERS = 3;

    private Shortened() {
    }

    /** Long texts lose their end, long arrays of numbers all but the first three. */
    static String json(JsonNode node) {
        return shortened(node).toString().replaceAll("\"⟨(.*?)⟩\"", "$1");
    }

    private static JsonNode shortened(JsonNode node) {
        if (node instanceof ObjectNode members) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            members.properties().forEach(member -> copy.set(member.getKey(), shortened(member.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode items) {
            return items.size() > NUMBERS && items.get(0).isNumber() ? numbers(items) : each(items);
        }
        return node.isTextual() && node.textValue().length() > TEXT
                ? JsonNodeFactory.instance.textNode(node.textValue().substring(0, TEXT - 1) + "…")
                : node;
    }

    private static JsonNode each(ArrayNode items) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> copy.add(shortened(item)));
        return copy;
    }

    /** The brackets ⟨⟩ mark what is written without quotes. */
    private static JsonNode numbers(ArrayNode items) {
        StringBuilder text = new StringBuilder("⟨[");
        for (int i = 0; i < NUMBERS; i++) {
            text.append(String.format(Locale.ROOT, "%.4f, ", items.get(i).doubleValue()));
        }
        return JsonNodeFactory.instance.textNode(text + "… " + items.size() + " numbers]⟩");
    }
}
