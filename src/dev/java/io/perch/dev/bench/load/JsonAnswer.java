package io.perch.dev.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** The body of an answer that has to be JSON. */
public final class JsonAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswer() {
    }

    /** Fails with {@link WrongAnswer}. */
    public static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException broken) {
            throw new WrongAnswer("what is not JSON: " + broken.getMessage());
        }
    }
}
