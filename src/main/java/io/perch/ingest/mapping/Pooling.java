package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;

/** One vector of a list of equally long ones, element by element, in 32-bit floats. */
enum Pooling {
    NONE("", ""), MEAN(".meanPooling()", "Mean"), MAX(".maxPooling()", "Max");

    private final String suffix;
    private final String word;

    Pooling(String suffix, String word) {
        this.suffix = suffix;
        this.word = word;
    }

    static Pooling of(String path) {
        return path.endsWith(MEAN.suffix) ? MEAN : path.endsWith(MAX.suffix) ? MAX : NONE;
    }

    String suffix() {
        return suffix;
    }

    /** Throws OUTPUT_UNEXPECTED when there is nothing that can be pooled. */
    JsonNode of(JsonNode value) {
        if (this == NONE) {
            return value;
        }
        if (!value.isArray() || value.isEmpty() || !value.valueStream().allMatch(JsonNode::isArray)) {
            throw unfit(word + " pooling requires nested array structure");
        }
        float[] pooled = vector(value.get(0));
        for (int row = 1; row < value.size(); row++) {
            add(pooled, vector(value.get(row)));
        }
        return written(pooled, value.size());
    }

    private void add(float[] pooled, float[] row) {
        if (row.length != pooled.length) {
            throw unfit("All vectors must have the same dimension");
        }
        for (int i = 0; i < row.length; i++) {
            pooled[i] = this == MAX ? Math.max(pooled[i], row[i]) : pooled[i] + row[i];
        }
    }

    private ArrayNode written(float[] pooled, int rows) {
        ArrayNode vector = JsonNodeFactory.instance.arrayNode(pooled.length);
        for (float number : pooled) {
            vector.add(this == MAX ? number : number / rows);
        }
        return vector;
    }

    private float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!numbers.get(i).isNumber()) {
                throw unfit(word + " pooling requires numbers, and found " + numbers.get(i));
            }
            vector[i] = numbers.get(i).floatValue();
        }
        return vector;
    }

    private static PerchException unfit(String reason) {
        return new PerchException(ErrorCode.OUTPUT_UNEXPECTED, reason,
                "pool what is a list of vectors, as $.inference_results[0].output.*.data");
    }
}
