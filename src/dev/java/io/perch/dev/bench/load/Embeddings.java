package io.perch.dev.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What a predict of all-MiniLM-L6-v2 must answer: one vector of 384 numbers and of length 1 per text. */
final class Embeddings {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIMENSION = 384;

    private Embeddings() {
    }

    /** Fails with {@link WrongAnswer}. */
    static void check(byte[] body, int docs) {
        JsonNode results = parsed(body).path("inference_results");
        if (results.size() != docs) {
            throw new WrongAnswer(results.size() + " results for " + docs + " texts");
        }
        for (JsonNode result : results) {
            check(result.path("output").path(0).path("data"));
        }
    }

    private static void check(JsonNode vector) {
        double squares = 0;
        for (JsonNode number : vector) {
            squares += number.doubleValue() * number.doubleValue();
        }
        if (vector.size() != DIMENSION || Math.abs(squares - 1) > 1e-3) {
            throw new WrongAnswer("a vector of " + vector.size() + " numbers and of length " + Math.sqrt(squares));
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException broken) {
            throw new WrongAnswer("what is not JSON: " + broken.getMessage());
        }
    }
}
