package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.path.JsonPath;

/** Changes each element where it stands, through as many lists as the path leads. */
record ForEach(JsonPath path, ProcessorChain processors) implements Processor {

    static ForEach read(ProcessorConfig config) {
        return new ForEach(config.path("path"), config.processors("processors"));
    }

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        JsonNode tree = Processor.tree(input);
        return path.change(tree, value -> path.definite() ? eachElement(value, budget) : processors.apply(value, budget))
                .orElseThrow(() -> new ProcessorFailed(path + " leads nowhere"));
    }

    /** The path leads to the list itself. */
    private JsonNode eachElement(JsonNode list, Budget budget) {
        if (!list.isArray()) {
            throw new ProcessorFailed(path + " does not lead to a list");
        }
        ArrayNode changed = JsonNodeFactory.instance.arrayNode(list.size());
        list.forEach(element -> changed.add(processors.apply(element, budget)));
        return changed;
    }
}
