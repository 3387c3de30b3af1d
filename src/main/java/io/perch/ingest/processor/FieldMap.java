package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code field_map}: which fields hold texts, and what the field beside each is called that gets what is made of them. A field
 * that holds objects has a map of its own. Immutable.
 */
record FieldMap(Map<String, Target> fields) {

    sealed interface Target {
    }

    record Beside(String name) implements Target {
    }

    record Inside(FieldMap map) implements Target {
    }

    /**
     * A field with texts in one object of a document.
     *
     * @param list whether the field is a list of texts, and gets a list of vectors
     */
    record Texts(ObjectNode in, String field, String vector, List<String> texts, boolean list) {

        /** @param where a list beside the field */
        boolean isNamedIn(String where) {
            return in.path(where).valueStream().anyMatch(name -> name.asText().equals(field));
        }

        void nameIn(String where) {
            if (!isNamedIn(where)) {
                (in.get(where) instanceof ArrayNode there ? there : in.putArray(where)).add(field);
            }
        }
    }

    /** With its faults noted; {@code null} when there is none. */
    static FieldMap read(Options options) {
        options.requiredNode("field_map");
        ObjectNode map = options.object("field_map");
        if (map != null && map.isEmpty()) {
            options.fault("field_map", "[field_map] is empty: it maps fields with texts to fields beside them");
        }
        return map == null ? null : read(map, options);
    }

    private static FieldMap read(ObjectNode map, Options options) {
        Map<String, Target> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            Target target = target(entry.getValue(), options);
            if (target == null || entry.getKey().isBlank()) {
                options.fault("field_map", "[field_map] maps names of fields to names of fields, or to maps, and ["
                        + entry.getKey() + "] to " + entry.getValue());
            } else {
                add(fields, List.of(entry.getKey().split("\\.")), target, options);
            }
        }
        return new FieldMap(fields);
    }

    private static Target target(JsonNode value, Options options) {
        if (value instanceof ObjectNode inner && !inner.isEmpty()) {
            return new Inside(read(inner, options));
        }
        return value.isTextual() && !value.textValue().isBlank() ? new Beside(value.textValue()) : null;
    }

    /** {@code "a.b": "v"} and {@code "a.b": "a.v"} mean {@code "a": {"b": "v"}}. */
    private static void add(Map<String, Target> fields, List<String> keys, Target target, Options options) {
        String first = keys.getFirst();
        if (keys.size() == 1) {
            if (target instanceof Beside beside && beside.name.indexOf('.') >= 0) {
                options.fault("field_map", "[field_map] maps a field to one beside it, and [" + beside.name
                        + "] is somewhere else");
            }
            fields.put(first, target);
            return;
        }
        Map<String, Target> inside = new LinkedHashMap<>();
        if (fields.get(first) instanceof Inside there) {
            inside.putAll(there.map.fields);
        }
        Target inner = target instanceof Beside beside && beside.name.startsWith(first + ".")
                ? new Beside(beside.name.substring(first.length() + 1)) : target;
        add(inside, keys.subList(1, keys.size()), inner, options);
        fields.put(first, new Inside(new FieldMap(inside)));
    }

    /**
     * All texts there are in a document. Fields that are not there, or blank, have none. Throws FIELD_WRONG_KIND, for a blank
     * text in a list, too.
     */
    List<Texts> texts(ObjectNode source) {
        List<Texts> found = new ArrayList<>();
        for (MappedField field : in(source)) {
            List<String> texts = field.texts();
            boolean blank = texts.stream().anyMatch(String::isBlank);
            if (blank && field.isList()) {
                throw MappedField.wrong("list type field [" + field.name() + "] has empty string, cannot process it");
            }
            if (!blank && !texts.isEmpty()) {
                found.add(new Texts(field.in(), field.name(), field.target(), texts, field.isList()));
            }
        }
        return found;
    }

    /** All fields in all objects that there are for them, whether these have them or not. Throws FIELD_WRONG_KIND. */
    List<MappedField> in(ObjectNode source) {
        List<MappedField> found = new ArrayList<>();
        collect(source, found);
        return found;
    }

    private void collect(ObjectNode object, List<MappedField> found) {
        fields.forEach((field, target) -> {
            switch (target) {
                case Beside beside -> found.add(new MappedField(object, field, beside.name));
                case Inside inside when object.hasNonNull(field) ->
                    inside.map.collectInside(field, object.get(field), found);
                case Inside nowhere -> { }
            }
        });
    }

    private void collectInside(String field, JsonNode value, List<MappedField> found) {
        switch (value) {
            case ObjectNode object -> collect(object, found);
            case ArrayNode list when list.valueStream().allMatch(ObjectNode.class::isInstance) ->
                list.forEach(element -> collect((ObjectNode) element, found));
            default -> throw MappedField.wrong("[field_map] configuration doesn't match actual value type, configuration type is:"
                    + " map, actual value type of field [" + field + "] is: "
                    + value.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }
}
