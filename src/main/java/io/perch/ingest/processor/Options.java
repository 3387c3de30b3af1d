package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;
import io.perch.base.WholeNumber;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options of one processor. Faults are collected: read everything, then {@link #done}. What is absent, JSON null or faulty
 * reads as the default.
 */
public final class Options {

    private final String place;
    private final String type;
    private final ObjectNode config;
    private final Faults faults;
    private final Set<String> known = new LinkedHashSet<>();

    public Options(String place, String type, ObjectNode config, Faults faults) {
        this.place = place;
        this.type = type;
        this.config = config;
        this.faults = faults;
    }

    public String place() {
        return place;
    }

    public String type() {
        return type;
    }

    public Faults faults() {
        return faults;
    }

    /** {@code null} when it is not there. */
    public JsonNode node(String name) {
        known.add(name);
        JsonNode value = config.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public JsonNode requiredNode(String name) {
        return node(name) == null ? fault(name, "[" + name + "] required property is missing") : node(name);
    }

    public String string(String name, String otherwise) {
        JsonNode value = node(name);
        if (value == null) {
            return otherwise;
        }
        return value.isTextual() || value.isNumber() ? value.asText() : or(otherwise, wrongType(name, "string", value));
    }

    /** Neither absent nor blank. */
    public String required(String name) {
        String value = string(name, null);
        boolean faulty = node(name) != null && value == null;
        return faulty || value != null && !value.isBlank() ? value : fault(name, "[" + name + "] required property is missing");
    }

    public boolean bool(String name, boolean otherwise) {
        JsonNode value = node(name);
        String text = value == null ? "" : value.asText();
        if (value == null || value.isBoolean() || value.isTextual() && (text.equals("true") || text.equals("false"))) {
            return value == null ? otherwise : text.equals("true");
        }
        return or(otherwise, wrongType(name, "boolean", value));
    }

    /** Bounds are inclusive. */
    public int integer(String name, int otherwise, int min, int max) {
        JsonNode value = node(name);
        Long number = value != null && value.isValueNode() ? WholeNumber.read(value.asText()) : null;
        if (value == null) {
            return otherwise;
        }
        if (number == null) {
            return or(otherwise, wrongType(name, "int", value));
        }
        if (number < min || number > max) {
            return or(otherwise, fault(name, "[" + name + "] must be from " + min + " to " + max
                    + ", but it is [" + number + "]"));
        }
        return number.intValue();
    }

    public Double decimal(String name) {
        JsonNode value = node(name);
        try {
            return value == null ? null : value.isValueNode() ? Double.valueOf(value.asText()) : wrongType(name, "double", value);
        } catch (NumberFormatException notOne) {
            return wrongType(name, "double", value);
        }
    }

    public ObjectNode object(String name) {
        JsonNode value = node(name);
        return value == null || value instanceof ObjectNode ? (ObjectNode) value : wrongType(name, "map", value);
    }

    /** An array of objects; a lone object is one of one. */
    public List<ObjectNode> objects(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray() || !value.valueStream().allMatch(ObjectNode.class::isInstance)) {
            return wrongType(name, "list of maps", value);
        }
        return value.valueStream().map(ObjectNode.class::cast).toList();
    }

    /** A text, or an array of them. */
    public List<String> strings(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        Collection<JsonNode> all = value.isArray() ? value.valueStream().toList() : List.of(value);
        return all.stream().allMatch(JsonNode::isTextual) ? all.stream().map(JsonNode::asText).toList()
                : wrongType(name, "string or list of strings", value);
    }

    /**
     * A text made into something else, whose refusal is a fault of this option. {@code null} when there is none or it is faulty.
     */
    public <T> T read(String name, String text, Function<String, T> reading) {
        try {
            return text == null ? null : reading.apply(text);
        } catch (PerchException refused) {
            return fault(name, refused.reason());
        }
    }

    public <T> T fault(String name, String text) {
        faults.add(place, type, name, text);
        return null;
    }

    /** Whatever nobody asked for is a fault. */
    public void done() {
        Set<String> unknown = new TreeSet<>(config.propertyStream().map(member -> member.getKey()).toList());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            faults.add(place, type, unknown.iterator().next(), "processor [" + type + "] doesn't support one or more provided"
                    + " configuration parameters " + unknown.stream().collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private <T> T wrongType(String name, String wanted, JsonNode found) {
        String kind = found.getNodeType() == JsonNodeType.ARRAY ? "list" : found.getNodeType().name().toLowerCase(Locale.ROOT);
        String article = wanted.startsWith("i") ? "an " : "a ";
        return fault(name, "[" + name + "] property isn't " + article + wanted + ", but of type [" + kind + "]");
    }

    private static <T> T or(T otherwise, T fault) {
        return otherwise;
    }
}
