package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.ingest.mapping.AnswerPath;
import java.util.Optional;

/**
 * One entry of an {@code output_map}: a part of the answer, and where it goes.
 *
 * @param optional whether it may be missing
 */
record Output(String to, AnswerPath from, boolean optional) {

    private static final String WHOLE = "inference_results";

    /** Throws REQUEST_INVALID for what is no path. */
    static Output of(String to, String path, boolean optional) {
        return new Output(to, AnswerPath.of(path), optional);
    }

    /** All that the model says. */
    static Output whole() {
        return of(WHOLE, null, false);
    }

    /** Empty when it is missing and may be. Throws OUTPUT_UNEXPECTED. */
    Optional<JsonNode> read(JsonNode answer, Inference inference) {
        Optional<JsonNode> value = from.read(answer, inference.full());
        if (value.isEmpty() && !optional && !inference.ignoreMissing()) {
            throw from.missing(answer, inference.full());
        }
        return value;
    }
}
