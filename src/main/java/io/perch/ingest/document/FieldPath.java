package io.perch.ingest.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.WholeNumber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A path as OpenSearch's processors write them: keys separated by dots, numbers for positions in lists. {@code _source.} in front
 * changes nothing, {@code _ingest.} leads to what the pipeline tells, {@code _id} and the like to metadata.
 */
public record FieldPath(String text, List<String> steps) {

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** Throws REQUEST_INVALID for an empty path or step. */
    public static FieldPath of(String text) {
        String plain = text.startsWith(Document.SOURCE + ".") ? text.substring(Document.SOURCE.length() + 1) : text;
        List<String> steps = List.of(plain.split("\\.", -1));
        if (steps.stream().anyMatch(String::isBlank)) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "path [" + text + "] is not valid",
                    "a path is keys with single dots between them");
        }
        return new FieldPath(text, steps);
    }

    /** The value, be it JSON null; empty when there is none. */
    public Optional<JsonNode> read(Document document) {
        JsonNode at = root(document);
        for (String step : rest()) {
            at = at == null ? null : child(at, step);
        }
        return Optional.ofNullable(at);
    }

    /** Throws FIELD_UNSETTABLE where something else than an object or a list is in the way. Objects that are missing are made. */
    public void set(Document document, JsonNode value) {
        List<String> rest = rest();
        JsonNode at = root(document);
        for (String step : rest.subList(0, rest.size() - 1)) {
            at = childOrNew(at, step);
        }
        set(at, rest.getLast(), value);
    }

    /** Answers whether there was something. */
    public boolean remove(Document document) {
        List<String> rest = rest();
        JsonNode at = root(document);
        for (String step : rest.subList(0, rest.size() - 1)) {
            at = at == null ? null : child(at, step);
        }
        String last = rest.getLast();
        return switch (at) {
            case ObjectNode object -> object.remove(last) != null;
            case ArrayNode list when inside(list, last) -> list.remove(position(last)) != null;
            case null, default -> false;
        };
    }

    void set(JsonNode parent, String leaf, JsonNode value) {
        switch (parent) {
            case ObjectNode object -> object.set(leaf, value);
            case ArrayNode list when inside(list, leaf) -> list.set(position(leaf), value);
            case ArrayNode list when position(leaf) >= 0 -> throw refuse("[" + leaf + "] is out of bounds for array with length ["
                    + list.size() + "] as part of path [" + text + "]");
            case NullNode nothing -> throw refuse("cannot set [" + leaf + "] with null parent as part of path [" + text + "]");
            default -> throw refuse("cannot set [" + leaf + "] with parent object of type [" + kind(parent)
                    + "] as part of path [" + text + "]");
        }
    }

    private JsonNode childOrNew(JsonNode at, String step) {
        JsonNode child = child(at, step);
        if (child != null) {
            return child;
        }
        if (at instanceof ObjectNode object) {
            return object.putObject(step);
        }
        set(at, step, NullNode.instance);
        throw new AssertionError("what cannot have a child refuses it");
    }

    private JsonNode root(Document document) {
        String first = steps.getFirst();
        return first.equals(Document.INGEST) && steps.size() > 1 ? document.ingest()
                : Document.METADATA.contains(first) ? document.metadata() : document.source();
    }

    private List<String> rest() {
        return steps.getFirst().equals(Document.INGEST) && steps.size() > 1 ? steps.subList(1, steps.size()) : steps;
    }

    private static JsonNode child(JsonNode at, String step) {
        return at.isArray() ? at.get(position(step)) : at.get(step);
    }

    private static boolean inside(ArrayNode list, String step) {
        return position(step) >= 0 && position(step) < list.size();
    }

    /** -1 for what is no position. */
    private static int position(String step) {
        Long number = Character.isDigit(step.charAt(0)) ? WholeNumber.read(step) : null;
        return number == null || number > Integer.MAX_VALUE ? -1 : number.intValue();
    }

    private static String kind(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        return type == JsonNodeType.ARRAY ? "list" : type.name().toLowerCase(Locale.ROOT);
    }

    private PerchException refuse(String reason) {
        return new PerchException(ErrorCode.FIELD_UNSETTABLE, reason, "compare the path with the document");
    }
}
