package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model_input}: the body of a predict with placeholders {@code ${input_map.x}}, {@code ${model_config.x}},
 * {@code ${ml_inference.x}} (either of them) and {@code ${ml_inference.parameters}} (all of them as one object). Parsed once, filled in
 * one pass: what looks like a placeholder in a value stays as it is. Outside of quotes a value is written as JSON, in quotes as
 * escaped text; a list does not fit between quotes, unless other text is there too. Immutable.
 */
public final class PayloadTemplate {

    private static final String ALL = "ml_inference.parameters";
    private static final List<String> SCOPES = List.of("input_map.", "model_config.", "ml_inference.");

    /** What a remote model is asked when nothing else is said. */
    public static final PayloadTemplate REMOTE = of("{\"parameters\": ${ml_inference.parameters}}");

    /** @param name of a placeholder, without its scope; {@code null} for literal text */
    private record Part(String text, String name, boolean quoted, boolean alone) {

        boolean isAll() {
            return ALL.equals(text);
        }
    }

    private final String text;
    private final List<Part> parts;

    private PayloadTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    public static PayloadTemplate of(String text) {
        return new PayloadTemplate(text, new Cutter(text).parts());
    }

    /** What it asks for by name. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        parts.stream().filter(part -> part.name != null && !part.isAll()).forEach(part -> names.add(part.name));
        return names;
    }

    /** What is wrong with it whatever fills it; empty when nothing is. */
    public Optional<String> fault() {
        StringBuilder sample = new StringBuilder();
        parts.forEach(part -> sample.append(part.name == null ? part.text : part.quoted ? "x" : "null"));
        if (JsonText.tree(sample.toString()).filter(JsonNode::isObject).isEmpty()) {
            return Optional.of("Invalid payload: " + text + " is not a JSON object, whatever fills its placeholders");
        }
        return parts.stream().filter(part -> part.name == null && part.text.contains("${")).findFirst()
                .map(part -> "Invalid payload: " + part.text.substring(part.text.indexOf("${")) + " begins with a placeholder that is"
                        + " none of ${input_map.x}, ${model_config.x}, ${ml_inference.x}, ${ml_inference.parameters}");
    }

    /** Which of {@link #names} are not among the values. */
    public List<String> unfilled(Map<String, JsonNode> values) {
        return names().stream().filter(name -> !values.containsKey(name)).toList();
    }

    /**
     * The body of a predict.
     *
     * @param values one for each of {@link #names}, and all others for {@code ml_inference.parameters}
     * Throws PAYLOAD_INVALID.
     */
    public ObjectNode fill(Map<String, JsonNode> values) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            write(part, values, filled);
        }
        return JsonText.tree(filled.toString()).filter(JsonNode::isObject).map(ObjectNode.class::cast)
                .orElseThrow(() -> invalid("it is not a JSON object", null));
    }

    private void write(Part part, Map<String, JsonNode> values, StringBuilder out) {
        if (part.name == null) {
            out.append(part.text);
        } else if (part.isAll()) {
            out.append(part.quoted ? JsonText.escaped(JsonText.node(values).toString()) : JsonText.node(values));
        } else {
            write(part, values.get(part.name), out);
        }
    }

    private void write(Part part, JsonNode value, StringBuilder out) {
        if (value == null) {
            throw invalid("nothing fills ${" + part.text + "}", "add [" + part.name + "] to input_map or model_config");
        }
        if (!part.quoted) {
            out.append(value);
        } else if (part.alone && value.isContainerNode()) {
            throw invalid("${" + part.text + "} stands in quotes, where a text goes, and its value is "
                    + (value.isArray() ? "a list" : "an object"), "write it without the quotes, and without brackets around it");
        } else {
            out.append(JsonText.escaped(value.isTextual() ? value.textValue() : value.toString()));
        }
    }

    private PerchException invalid(String why, String hint) {
        return new PerchException(ErrorCode.PAYLOAD_INVALID, "Invalid payload: " + text + ": " + why, hint);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Goes over the text once, and knows at each place whether it is inside a JSON string. */
    private static final class Cutter {

        private final String text;
        private final List<Part> parts = new ArrayList<>();
        private boolean quoted;
        private int literalFrom;
        private int at;

        Cutter(String text) {
            this.text = text;
        }

        List<Part> parts() {
            while (at < text.length()) {
                int end = placeholderEnd();
                if (end > 0) {
                    placeholder(end);
                } else {
                    step();
                }
            }
            literal(text.length());
            return parts;
        }

        private void step() {
            char c = text.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            }
            at += quoted && c == '\\' ? 2 : 1;
        }

        /** Behind the brace that closes a placeholder that begins here; 0 when none does. */
        private int placeholderEnd() {
            if (!text.startsWith("${", at) || SCOPES.stream().noneMatch(scope -> text.startsWith(scope, at + 2))) {
                return 0;
            }
            int end = text.indexOf('}', at) + 1;
            return end > 0 && text.substring(at, end).indexOf('"') < 0 ? end : 0;
        }

        private void placeholder(int end) {
            String inside = text.substring(at + 2, end - 1);
            boolean alone = quoted && text.charAt(at - 1) == '"' && text.startsWith("\"", end);
            literal(at);
            parts.add(new Part(inside, inside.substring(inside.indexOf('.') + 1), quoted, alone));
            at = end;
            literalFrom = end;
        }

        private void literal(int end) {
            if (end > literalFrom) {
                parts.add(new Part(text.substring(literalFrom, Math.min(end, text.length())), null, false, false));
            }
        }
    }
}
