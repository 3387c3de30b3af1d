package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code model_input}: the body of a predict with placeholders {@code ${input_map.x}}, {@code ${model_config.x}},
 * {@code ${ml_inference.x}} (either of them) and {@code ${ml_inference.parameters}} (all of them as one object). Parsed once,
 * filled in one pass: what looks like a placeholder in a value stays as it is. Outside of quotes a value is written as JSON, in
 * quotes as escaped text; a list does not fit between quotes, unless other text is there too. Immutable.
 */
public final class PayloadTemplate {

    private static final String ALL = "ml_inference.parameters";
    private static final List<String> SCOPES = List.of("input_map.", "model_config.", "ml_inference.");

    /** What a remote model is asked when nothing else is said. */
    public static final PayloadTemplate REMOTE = of("{\"parameters\": ${ml_inference.parameters}}");

    private final String text;
    private final List<TemplatePart> parts;

    private PayloadTemplate(String text, List<TemplatePart> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    public static PayloadTemplate of(String text) {
        return new PayloadTemplate(text, TemplatePart.of(text, PayloadTemplate::name));
    }

    /** {@code null} for what is no placeholder. */
    private static String name(String inside) {
        return SCOPES.stream().filter(inside::startsWith).findFirst().map(scope -> inside.substring(scope.length())).orElse(null);
    }

    private static boolean isAll(TemplatePart part) {
        return ALL.equals(part.text()) && part.name() != null;
    }

    /** What it asks for by name. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        parts.stream().filter(part -> part.name() != null && !isAll(part)).forEach(part -> names.add(part.name()));
        return names;
    }

    /** What is wrong with it whatever fills it; empty when nothing is. */
    public Optional<String> fault() {
        StringBuilder sample = new StringBuilder();
        parts.forEach(part -> sample.append(part.name() == null ? part.text() : part.quoted() ? "x" : "null"));
        if (JsonText.tree(sample.toString()).filter(JsonNode::isObject).isEmpty()) {
            return Optional.of("Invalid payload: " + text + " is not a JSON object, whatever fills its placeholders");
        }
        return parts.stream().filter(part -> part.name() == null && part.text().contains("${")).findFirst()
                .map(part -> "Invalid payload: " + part.text().substring(part.text().indexOf("${")) + " begins with a placeholder"
                        + " that is none of ${input_map.x}, ${model_config.x}, ${ml_inference.x}, ${ml_inference.parameters}");
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
        for (TemplatePart part : parts) {
            write(part, values, filled);
        }
        return JsonText.tree(filled.toString()).filter(JsonNode::isObject).map(ObjectNode.class::cast)
                .orElseThrow(() -> invalid("it is not a JSON object", null));
    }

    private void write(TemplatePart part, Map<String, JsonNode> values, StringBuilder out) {
        if (part.name() == null) {
            out.append(part.text());
        } else if (isAll(part)) {
            out.append(part.quoted() ? JsonText.escaped(JsonText.node(values).toString()) : JsonText.node(values));
        } else {
            write(part, values.get(part.name()), out);
        }
    }

    private void write(TemplatePart part, JsonNode value, StringBuilder out) {
        if (value == null) {
            throw invalid("nothing fills ${" + part.text() + "}", "add [" + part.name() + "] to input_map or model_config");
        }
        if (!part.takes(value)) {
            throw invalid("${" + part.text() + "} stands in quotes, where a text goes, and its value is "
                    + (value.isArray() ? "a list" : "an object"), "write it without the quotes, and without brackets around it");
        }
        part.write(value, out);
    }

    private PerchException invalid(String why, String hint) {
        return new PerchException(ErrorCode.PAYLOAD_INVALID, "Invalid payload: " + text + ": " + why, hint);
    }

    @Override
    public String toString() {
        return text;
    }
}
