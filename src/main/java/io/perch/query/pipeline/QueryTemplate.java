package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.mapping.TemplatePart;
import io.perch.path.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code query_template}: a search with placeholders {@code ${name}} for what a model has said. Outside of quotes a value is
 * written as JSON, in quotes as escaped text; what looks like a placeholder in a value stays as it is. A template that is nothing
 * but one placeholder takes a whole search, which the model may have written as text. Immutable.
 */
final class QueryTemplate {

    private final String text;
    private final List<TemplatePart> parts;

    private QueryTemplate(String text, List<TemplatePart> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** @param names of the placeholders that there may be */
    static QueryTemplate of(String text, Set<String> names) {
        return new QueryTemplate(text, TemplatePart.of(text.strip(), name -> names.contains(name) ? name : null));
    }

    /** What is wrong with it whatever fills it. */
    Optional<String> fault() {
        Optional<TemplatePart> stranger = parts.stream()
                .filter(part -> part.name() == null && part.text().contains("${")).findFirst();
        if (stranger.isPresent()) {
            return Optional.of("[query_template] has a placeholder that no output_map fills: "
                    + stranger.get().text().substring(stranger.get().text().indexOf("${")));
        }
        StringBuilder sample = new StringBuilder();
        parts.forEach(part -> sample.append(part.name() == null ? part.text() : part.quoted() ? "x" : "null"));
        boolean fits = isOnePlaceholder() || JsonText.tree(sample.toString()).filter(JsonNode::isObject).isPresent();
        return fits ? Optional.empty() : Optional.of("[query_template] is not a JSON object, whatever fills its placeholders");
    }

    private boolean isOnePlaceholder() {
        return parts.size() == 1 && parts.getFirst().name() != null;
    }

    /** Whether a value with this name has a place. */
    boolean names(String name) {
        return parts.stream().anyMatch(part -> name.equals(part.name()));
    }

    /** The search. Throws OUTPUT_UNEXPECTED. */
    ObjectNode fill(Map<String, JsonNode> values) {
        JsonNode lone = isOnePlaceholder() ? values.get(parts.getFirst().name()) : null;
        Optional<JsonNode> search = JsonText.tree(lone != null && lone.isTextual() ? lone.textValue() : filled(values));
        return search.filter(JsonNode::isObject).map(ObjectNode.class::cast)
                .orElseThrow(() -> refused("what comes of it is not a JSON object"));
    }

    private String filled(Map<String, JsonNode> values) {
        StringBuilder filled = new StringBuilder();
        for (TemplatePart part : parts) {
            if (part.name() == null) {
                filled.append(part.text());
            } else {
                part.write(value(part, values), filled);
            }
        }
        return filled.toString();
    }

    private JsonNode value(TemplatePart part, Map<String, JsonNode> values) {
        JsonNode value = values.get(part.name());
        if (value == null) {
            throw refused("the model said nothing for ${" + part.name() + "}");
        }
        if (!part.takes(value)) {
            throw refused("${" + part.name() + "} stands in quotes, where a text goes, and the model said "
                    + (value.isArray() ? "a list" : "an object"));
        }
        return value;
    }

    private PerchException refused(String why) {
        return new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "query_template " + text + ": " + why,
                "compare output_map and query_template with what the model answers");
    }
}
