package io.perch.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The typed members of a request's object. Faults are collected, so that a caller learns all of them at once:
 * read everything, then {@link #check()}. A member that is absent or JSON null reads as {@code null}, and so does a faulty
 * one. As in OpenSearch, scalars are coerced (5 ↔ "5", "true" → true) and unknown members are skipped.
 */
public final class Fields {

    private final ObjectNode node;
    private final String path;
    private final Faults faults;

    private Fields(ObjectNode node, String path, Faults faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    public static Fields of(ObjectNode node) {
        return new Fields(node, "", new Faults());
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** Whether the member is there, be it {@code null}. */
    public boolean says(String name) {
        return node.has(name);
    }

    /** Of all members. */
    public List<String> names() {
        return node.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** Whether something was wrong so far, here or in the objects around. */
    public boolean faulty() {
        return !faults.texts.isEmpty();
    }

    /** The member as it is, of any type. */
    public JsonNode node(String name) {
        return has(name) ? node.get(name) : null;
    }

    public String string(String name) {
        JsonNode value = node(name);
        if (value == null || value.isValueNode()) {
            return value == null ? null : value.asText();
        }
        return wrongType(name, "a string", value);
    }

    /** @param whenMissing the fault when the member is absent or blank */
    public String required(String name, String whenMissing) {
        String value = string(name);
        boolean faulty = has(name) && value == null;
        return faulty || value != null && !value.isBlank() ? value : fault(name, whenMissing);
    }

    public Boolean bool(String name) {
        String value = string(name);
        return switch (value) {
            case null -> null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> fault(name, "Failed to parse value [" + value + "] as only [true] or [false] are allowed.");
        };
    }

    public Integer integer(String name) {
        return integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Bounds are inclusive. */
    public Integer integer(String name, int min, int max) {
        Long value = whole(name, min, max);
        return value == null ? null : value.intValue();
    }

    public Long whole(String name) {
        return whole(name, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A 64-bit integer; bounds are inclusive. */
    public Long whole(String name, long min, long max) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        Long value = WholeNumber.read(text);
        if (value == null) {
            return fault(name, "Field [" + path + name + "] must be a whole number, but it is [" + text + "]");
        }
        if (value < min || value > max) {
            return fault(name, "Field [" + path + name + "] must be " + (value < min ? ">= " + min : "<= " + max)
                    + ", but it is [" + text + "]");
        }
        return value;
    }

    public Double decimal(String name) {
        String text = string(name);
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return fault(name, "Field [" + path + name + "] must be a number, but it is [" + text + "]");
        }
    }

    /** @param read        for example {@code FunctionName::read}
     *  @param whenUnknown the fault for a text that {@code read} does not know */
    public <T> T choice(String name, Function<String, Optional<T>> read, Function<String, String> whenUnknown) {
        String text = string(name);
        return text == null ? null : read.apply(text).orElseGet(() -> fault(name, whenUnknown.apply(text)));
    }

    /** A nested object that shares this one's faults. */
    public Fields object(String name) {
        JsonNode value = node(name);
        return switch (value) {
            case null -> null;
            case ObjectNode object -> new Fields(object, path + name + ".", faults);
            default -> wrongType(name, "an object", value);
        };
    }

    public ObjectNode objectNode(String name) {
        Fields object = object(name);
        return object == null ? null : object.node;
    }

    public List<String> strings(String name) {
        return strings(name, false);
    }

    /** An array of strings, in which a null stands for one that is not there. */
    public List<String> stringsOrNulls(String name) {
        return strings(name, true);
    }

    private List<String> strings(String name, boolean orNulls) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            return wrongType(name, "an array of strings", value);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isValueNode() || element.isNull() && !orNulls) {
                return wrongType(name + "[" + texts.size() + "]", "a string", element);
            }
            texts.add(element.isNull() ? null : element.asText());
        }
        return texts;
    }

    /** An array of objects that share this one's faults. */
    public List<Fields> objects(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            return wrongType(name, "an array of objects", value);
        }
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : value) {
            String place = name + "[" + objects.size() + "]";
            if (!(element instanceof ObjectNode object)) {
                return wrongType(place, "an object", element);
            }
            objects.add(new Fields(object, path + place + ".", faults));
        }
        return objects;
    }

    /** Notes a fault found by the caller of this class. Returns null, for use in an expression. */
    public <T> T fault(String text) {
        return fault(null, text);
    }

    /** As {@link #fault(String)}, of the member {@code name} of this object. */
    public <T> T fault(String name, String text) {
        faults.add(name == null ? null : path + name, text);
        return null;
    }

    /** Throws REQUEST_INVALID with all faults of this object and those nested in it; nothing when there is none. */
    public void check() {
        faults.check();
    }

    private <T> T wrongType(String name, String wanted, JsonNode found) {
        String type = found.getNodeType().name().toLowerCase(Locale.ROOT);
        return fault(name, "Field [" + path + name + "] must be " + wanted + ", but it is of type [" + type + "]");
    }

    /** What is wrong, and the member that the first fault is about. */
    private static final class Faults {
        private final List<String> texts = new ArrayList<>();
        private String firstMember;

        private void add(String member, String text) {
            firstMember = texts.isEmpty() ? member : firstMember;
            texts.add(text);
        }

        private void check() {
            if (!texts.isEmpty()) {
                throw new PerchException(ErrorCode.REQUEST_INVALID, String.join("; ", texts), null).about(firstMember);
            }
        }
    }
}
