package io.perch.dev.bench.load;

import com.fasterxml.jackson.databind.JsonNode;

/** What a predict of all-MiniLM-L6-v2 must answer: one vector of 384 numbers and of length 1 per text. */
final class Embeddings {

    private static final int DIMENSION = 384;

    private Embeddings() {
    }

    /** Fails with {@link WrongAnswer}. */
    static void check(byte[] body, int docs) {
        JsonNode results = JsonAnswer.read(body).path("inference_results");
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
}
