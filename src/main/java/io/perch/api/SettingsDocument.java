package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Settings between JSON, where keys may be dotted or nested or both, and flat keys with raw values. */
final class SettingsDocument {

    private SettingsDocument() {
    }

    /** Keys become dotted, scalars texts and arrays arrays of texts; JSON null stays. */
    static Map<String, JsonNode> flat(ObjectNode settings) {
        Map<String, JsonNode> flat = new TreeMap<>();
        collect("", settings, flat);
        return flat;
    }

    /** @param flatKeys as {@code flat_settings=true} asks: dotted keys instead of nested objects */
    static ObjectNode rendered(Map<String, JsonNode> values, boolean flatKeys) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        values.forEach((key, value) -> {
            if (flatKeys) {
                document.set(key, value);
            } else {
                nest(document, key, value);
            }
        });
        return document;
    }

    private static void collect(String prefix, ObjectNode object, Map<String, JsonNode> flat) {
        object.properties().forEach(member -> {
            String key = prefix + member.getKey();
            switch (member.getValue()) {
                case ObjectNode nested -> collect(key + ".", nested, flat);
                case ArrayNode array -> flat.put(key, texts(array));
                case JsonNode scalar -> flat.put(key, scalar.isNull() ? scalar : text(scalar));
            }
        });
    }

    private static ArrayNode texts(ArrayNode array) {
        ArrayNode texts = array.arrayNode();
        array.forEach(element -> texts.add(element.isValueNode() ? text(element) : element));
        return texts;
    }

    private static JsonNode text(JsonNode scalar) {
        return JsonNodeFactory.instance.textNode(scalar.asText());
    }

    private static void nest(ObjectNode document, String key, JsonNode value) {
        String[] steps = key.split("\\.");
        ObjectNode at = document;
        for (int i = 0; i < steps.length - 1; i++) {
            at = at.withObjectProperty(steps[i]);
        }
        at.set(steps[steps.length - 1], value);
    }
}
