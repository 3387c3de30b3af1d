package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.predict.text.VectorOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What models answer when they are asked for embeddings: local ones with a result per text, remote ones with a tensor per text or
 * with a list of all of them. Throws REMOTE_ANSWER_UNEXPECTED for everything else.
 */
final class Outputs {

    static final int CHARS_OF_A_NUMBER = 13;

    private Outputs() {
    }

    /** The vectors, each as a JSON array, in the order of the texts. */
    static List<String> vectors(PredictOutput output) {
        return VectorOutput.vectors(output).stream().map(JsonNode::toString).toList();
    }

    /** Token to weight, in the order of the texts. */
    static List<Map<String, Float>> weights(PredictOutput output) {
        return VectorOutput.weights(output).stream().map(Outputs::weights).toList();
    }

    private static Map<String, Float> weights(ObjectNode found) {
        Map<String, Float> weights = new LinkedHashMap<>();
        found.properties().forEach(token -> weights.put(token.getKey(), token.getValue().floatValue()));
        return weights;
    }

    static PerchException unexpected(String reason, String hint) {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, reason, hint);
    }
}
