package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.path.JsonText;
import java.util.ArrayList;
import java.util.List;

/** Groups of the first match in the text: one as text, several as a list. Groups that the pattern does not have are left out. */
record RegexCapture(BoundedRegex regex, List<Integer> groups) implements Processor {

    static RegexCapture read(ProcessorConfig config) {
        return new RegexCapture(config.regex("pattern"), groups(config));
    }

    /** {@code 1}, {@code "1"}, {@code [1,2]} or {@code "[1,2]"}. */
    private static List<Integer> groups(ProcessorConfig config) {
        JsonNode given = config.value("groups");
        if (given == null) {
            return List.of(1);
        }
        JsonNode listed = given.isTextual() ? JsonText.container(given.textValue()).orElse(given) : given;
        List<Integer> groups = new ArrayList<>();
        try {
            if (listed.isArray()) {
                listed.forEach(each -> groups.add(Integer.parseInt(each.asText().strip())));
            } else {
                groups.add(Integer.parseInt(listed.asText().strip()));
            }
        } catch (NumberFormatException notANumber) {
            return config.fault(fault(given));
        }
        return groups.isEmpty() ? config.fault("'groups' must contain at least one group index") : List.copyOf(groups);
    }

    private static String fault(JsonNode given) {
        if (given.isArray()) {
            return "Invalid group index in list: " + Processor.text(given);
        }
        return "Invalid 'groups' format: " + Processor.text(given) + ". Expected a number or array like '[1,2,3]'";
    }

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        return regex.find(Processor.text(input), budget).map(this::captured).filter(captured -> !captured.isEmpty())
                .map(captured -> captured.size() == 1 ? captured.get(0) : captured).orElse(input);
    }

    private JsonNode captured(String[] found) {
        ArrayNode captured = JsonNodeFactory.instance.arrayNode();
        groups.stream().filter(group -> group >= 0 && group < found.length).forEach(group -> captured.add(found[group]));
        return captured;
    }
}
