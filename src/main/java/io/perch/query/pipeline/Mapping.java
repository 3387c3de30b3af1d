package io.perch.query.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * One element of the maps of an {@code ml_inference}, the optional ones included: what goes into a prediction and what comes of
 * it.
 *
 * @param inputs empty: all fields of the hits
 */
record Mapping(List<Input> inputs, List<Output> outputs) {

    /** Element by element; without outputs the whole answer is one. */
    static List<Mapping> of(List<List<Input>> inputs, List<List<Output>> outputs) {
        List<Mapping> mappings = new ArrayList<>();
        for (int at = 0; at < Math.max(1, Math.max(inputs.size(), outputs.size())); at++) {
            mappings.add(new Mapping(at < inputs.size() ? inputs.get(at) : List.of(),
                    at < outputs.size() ? outputs.get(at) : List.of(Output.whole())));
        }
        return mappings;
    }
}
