package io.perch.engine.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How much each term weighs in a query: {@code idf.json} of a package, or 1 for every term when there is none. */
final class TermWeights {

    static final String FILE = "idf.json";
    private static final float UNKNOWN = 1;

    private final Map<String, Float> weights;

    private TermWeights(Map<String, Float> weights) {
        this.weights = weights;
    }

    /** Throws ENGINE_REFUSED_MODEL when the file is no JSON object of term to number. */
    static TermWeights open(Path dir) {
        Path file = dir.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return new TermWeights(Map.of());
        }
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            return new TermWeights(read(json));
        } catch (IOException malformed) {
            throw refused(malformed.getMessage());
        }
    }

    private static Map<String, Float> read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refused("it is no object");
        }
        Map<String, Float> weights = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String term = json.currentName();
            if (!json.nextToken().isNumeric() || !Float.isFinite(json.getFloatValue())) {
                throw refused("the weight of \"" + term + "\" is no number");
            }
            weights.put(term, json.getFloatValue());
        }
        return weights;
    }

    private static PerchException refused(String why) {
        return new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, FILE + " cannot be read: " + why,
                "write it as one JSON object of term to number, or leave it out");
    }

    float of(String term) {
        return weights.getOrDefault(term, UNKNOWN);
    }
}
