package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonPath;
import java.util.ArrayList;
import java.util.List;

/** The value without what the paths lead to; a path that leads nowhere removes nothing. */
record RemoveJsonPath(List<JsonPath> paths) implements Processor {

    static RemoveJsonPath read(ProcessorConfig config) {
        return new RemoveJsonPath(paths(config));
    }

    private static List<JsonPath> paths(ProcessorConfig config) {
        JsonNode given = config.value("paths");
        if (given == null) {
            return config.fault("'paths' is required for remove_jsonpath processor");
        }
        if (given.isNull()) {
            return config.fault("'paths' cannot be null for remove_jsonpath processor");
        }
        if (!given.isArray()) {
            return config.fault("'paths' must be a list for remove_jsonpath processor");
        }
        if (given.isEmpty()) {
            return config.fault("'paths' cannot be empty for remove_jsonpath processor");
        }
        List<JsonPath> paths = new ArrayList<>();
        for (JsonNode path : given) {
            if (!path.isTextual() || path.textValue().isBlank()) {
                return config.fault("Each path in 'paths' must be a non-empty string");
            }
            paths.add(config.parsed(path.textValue()));
        }
        return paths;
    }

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        JsonNode value = Processor.tree(input);
        for (JsonPath path : paths) {
            value = path.remove(value).orElse(value);
        }
        return value;
    }
}
