package io.perch.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** What clients rely on in an answer besides its values: which members there are, and in which order. */
public final class Shape {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Shape() {
    }

    /** Member names of the answer's object, in their order. */
    public static List<String> of(Response answer) {
        return of(answer, "");
    }

    /** Of the object at this JSON pointer. */
    public static List<String> of(Response answer, String pointer) {
        return tree(answer).at(pointer).propertyStream().map(Map.Entry::getKey).toList();
    }

    public static JsonNode tree(Response answer) {
        try {
            return JSON.readTree(answer.asString());
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(answer.asString(), noJson);
        }
    }
}
