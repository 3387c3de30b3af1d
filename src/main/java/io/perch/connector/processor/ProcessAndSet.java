package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonPath;

/** Sets what the processors make of the whole value into the value. */
record ProcessAndSet(JsonPath path, ProcessorChain processors) implements Processor {

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        return path.put(Processor.tree(input), processors.apply(input, budget))
                .orElseThrow(() -> new ProcessorFailed("there is no place " + path));
    }
}
