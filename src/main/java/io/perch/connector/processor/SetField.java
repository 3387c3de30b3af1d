package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonPath;

/**
 * Sets a value, or a copy of what is somewhere else in it.
 *
 * @param value     what to set, unless there is a source; {@code null} with a source that has no default
 * @param source    {@code null}: always {@code value}. Otherwise {@code value} stands in for a source that leads nowhere
 */
record SetField(JsonPath path, JsonNode value, JsonPath source) implements Processor {

    static SetField read(ProcessorConfig config) {
        JsonPath path = config.path("path");
        boolean copies = config.has("source_path");
        if (!config.has("value") && !copies) {
            config.fault("Either 'value' or 'source_path' is required for set_field processor");
        } else if (config.has("value") && copies) {
            config.fault("Cannot specify both 'value' and 'source_path' for set_field processor");
        }
        if (config.has("default") && !copies) {
            config.fault("'default' can only be used with 'source_path' for set_field processor");
        }
        return copies ? new SetField(path, config.value("default"), config.path("source_path"))
                : new SetField(path, config.value("value"), null);
    }

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        JsonNode tree = Processor.tree(input);
        JsonNode set = source == null ? value : source.read(tree).orElse(value);
        if (set == null) {
            throw new ProcessorFailed(source + " leads nowhere, and there is no default");
        }
        return path.put(tree, set).orElseThrow(() -> new ProcessorFailed("there is no place " + path));
    }
}
