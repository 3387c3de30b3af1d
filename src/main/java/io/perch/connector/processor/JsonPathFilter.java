package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonPath;

/**
 * What the path leads to.
 *
 * @param otherwise when it leads nowhere; {@code null}: the input
 */
record JsonPathFilter(JsonPath path, JsonNode otherwise) implements Processor {

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        return path.read(Processor.tree(input)).orElse(otherwise == null || otherwise.isNull() ? input : otherwise);
    }
}
