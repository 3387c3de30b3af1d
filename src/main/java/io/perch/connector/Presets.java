package io.perch.connector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.perch.connector.template.Template;
import io.perch.model.ModelInterface;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Interfaces that models get which come without one, for the services for which ML Commons has them. What is to be sent, the
 * connector's own template says: the parameters that nothing else fills.
 */
final class Presets {

    private static final String SERVICE = "service_name";
    private static final String MODEL = "model";
    private static final String API = "api_name";
    private static final Set<String> BEDROCK = Set.of("ai21.j2-mid-v1", "anthropic.claude-3-sonnet-20240229-v1:0",
            "anthropic.claude-v2", "cohere.embed-english-v3", "cohere.embed-multilingual-v3", "amazon.titan-embed-text-v1",
            "amazon.titan-embed-image-v1");
    private static final Set<String> EMBEDDINGS = Set.of("connector.post_process.cohere.embedding",
            "connector.post_process.bedrock.embedding");

    private static final String VECTORS = """
            {"type": "object", "required": ["inference_results"], "properties": {"inference_results": {"type": "array",
              "items": {"type": "object", "required": ["output"], "properties": {"status_code": {"type": "integer"},
                "output": {"type": "array", "items": {"type": "object", "required": ["name", "data_type", "shape", "data"],
                  "properties": {"name": {"type": "string"}, "data_type": {"type": "string"},
                    "shape": {"type": "array", "items": {"type": "integer"}},
                    "data": {"type": "array", "items": {"type": "number"}}}}}}}}}}""";

    private static final String RESPONSES = """
            {"type": "object", "required": ["inference_results"], "properties": {"inference_results": {"type": "array",
              "items": {"type": "object", "required": ["output"], "properties": {"status_code": {"type": "integer"},
                "output": {"type": "array", "items": {"type": "object", "required": ["name", "dataAsMap"],
                  "properties": {"name": {"type": "string"}, "dataAsMap": {"type": "object"}}}}}}}}}""";

    private Presets() {
    }

    /** Empty for services without one, and where a post-process function makes something else of their answers. */
    static Optional<ModelInterface> of(Connector connector) {
        return connector.action(ActionType.PREDICT).filter(action -> isKnown(connector.parameters()))
                .filter(action -> action.requestBody() != null)
                .filter(action -> action.postProcess() == null || EMBEDDINGS.contains(action.postProcess()))
                .map(action -> new ModelInterface(input(action, connector).toString(),
                        compact(action.postProcess() == null ? RESPONSES : VECTORS)));
    }

    private static boolean isKnown(Map<String, String> parameters) {
        return switch (parameters.getOrDefault(SERVICE, "")) {
            case "bedrock" -> BEDROCK.contains(parameters.getOrDefault(MODEL, ""));
            case "comprehend" -> parameters.getOrDefault(API, "").equals("DetectDominantLanguage");
            case "textract" -> parameters.getOrDefault(API, "").equals("DetectDocumentText");
            default -> false;
        };
    }

    private static String compact(String json) {
        return Json.read(json, ObjectNode.class).toString();
    }

    /** Parameters; or documents, where there is a function that makes parameters of them. */
    private static ObjectNode input(Action action, Connector connector) {
        ObjectNode byParameters = requiring("parameters", parameters(action, connector));
        if (action.preProcess() == null) {
            return byParameters.put("type", "object");
        }
        ObjectNode docs = object("array");
        docs.set("items", types("string", "null"));
        ObjectNode input = object("object");
        input.putArray("anyOf").add(byParameters).add(requiring("text_docs", docs));
        return input;
    }

    private static ObjectNode parameters(Action action, Connector connector) {
        Map<String, Boolean> required = new LinkedHashMap<>(Template.json(action.requestBody()).required());
        required.keySet().removeAll(connector.parameters().keySet());
        ObjectNode parameters = object("object");
        ObjectNode properties = parameters.putObject("properties");
        required.forEach((name, quoted) -> properties.set(name, quoted ? types("string", "number", "boolean")
                : types("array", "object", "number", "boolean")));
        ArrayNode names = parameters.putArray("required");
        required.keySet().forEach(names::add);
        return parameters;
    }

    private static ObjectNode requiring(String name, ObjectNode schema) {
        ObjectNode requiring = JsonNodeFactory.instance.objectNode();
        requiring.putArray("required").add(name);
        requiring.putObject("properties").set(name, schema);
        return requiring;
    }

    private static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode types(String... types) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode array = schema.putArray("type");
        for (String type : types) {
            array.add(type);
        }
        return schema;
    }
}
