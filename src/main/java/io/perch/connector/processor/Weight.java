package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How large a value is, in characters or so. Processors can double it, each of them: without a limit a short chain makes a short
 * text as large as the memory.
 */
final class Weight {

    static final long MOST = 32L * 1024 * 1024;

    private static final int OF_A_NODE = 4;

    private long weight;

    private Weight() {
    }

    /** Throws {@link ProcessorFailed} when it is too heavy. */
    static long of(JsonNode value) {
        Weight weight = new Weight();
        weight.add(value);
        return weight.weight;
    }

    static void check(long chars) {
        if (chars > MOST) {
            throw new ProcessorFailed("the result is larger than " + MOST + " characters");
        }
    }

    private void add(JsonNode value) {
        weight += OF_A_NODE + (value.isTextual() ? value.textValue().length() : 0);
        check(weight);
        value.fieldNames().forEachRemaining(name -> weight += name.length());
        value.forEach(this::add);
    }
}
