package io.perch.job.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;

/** What a predict answers, as JSON. */
final class Outputs {

    private Outputs() {
    }

    /** One call, whose answer is shown as it is. */
    static String response(String json) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        ArrayNode output = result(results);
        output.addObject().put("name", "response").set("dataAsMap", Json.read(json, JsonNode.class));
        return results.toString();
    }

    /** One call for all vectors. */
    static String embeddings(String... vectors) {
        return embeddingsOf("FLOAT32", vectors);
    }

    static String embeddingsOf(String type, String... vectors) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        ArrayNode output = result(results);
        for (String vector : vectors) {
            add("sentence_embedding", type, vector, output);
        }
        return results.toString();
    }

    /** One call per vector. */
    static String embeddingOfEach(String... vectors) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (String vector : vectors) {
            add("sentence_embedding", "FLOAT32", vector, result(results));
        }
        return results.toString();
    }

    static String scores(String... scores) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        ArrayNode output = result(results);
        for (String score : scores) {
            add("similarity", "FLOAT32", "[" + score + "]", output);
        }
        return results.toString();
    }

    private static ArrayNode result(ArrayNode results) {
        ObjectNode result = results.addObject();
        ArrayNode output = result.putArray("output");
        result.put("status_code", 200);
        return output;
    }

    private static void add(String name, String type, String vector, ArrayNode output) {
        JsonNode data = Json.read(vector, JsonNode.class);
        ObjectNode tensor = output.addObject().put("name", name).put("data_type", type);
        tensor.putArray("shape").add(data.size());
        tensor.set("data", data);
    }
}
