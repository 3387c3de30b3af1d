package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.TextDocs;
import io.perch.path.Excerpt;
import io.perch.path.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A connector's own script. It is given the request as {@code params}, its texts as they stand within quotes in JSON, and returns
 * {@code {"parameters":{…}}} as text. Documents come one by one, unless the connector has a step size.
 */
final class ScriptedPreProcess implements PreProcess {

    /** Whether callers who send parameters have them processed too. */
    static final String ALSO_PARAMETERS = "pre_process_function.process_remote_inference_input";
    /** Whether the script sees arrays and objects among such parameters, instead of their text. */
    static final String AS_OBJECTS = "pre_process_function.convert_remote_inference_param_to_object";
    /** Whether the script sees the text of arrays and objects in the request, instead of them. */
    static final String AS_TEXT = "pre_process_function.convert_input_to_json_string";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ScriptText script;

    ScriptedPreProcess(ScriptText script) {
        this.script = script;
    }

    @Override
    public List<Map<String, Parameter>> calls(PredictInput input, Function<String, Parameter> parameters) {
        return switch (input) {
            case PredictInput.Chat chat -> UNCHANGED;
            case PredictInput.Remote remote -> flag(ALSO_PARAMETERS, parameters)
                    ? List.of(run(sent(remote.parameters(), flag(AS_OBJECTS, parameters)), parameters)) : UNCHANGED;
            case TextDocs texts -> DocumentSteps.of(texts.docs(), true, parameters).stream()
                    .map(docs -> run(params(request(texts, docs), parameters), parameters)).toList();
            case PredictInput.Similarity pairs -> {
                ObjectNode request = NODES.objectNode().put("query_text", pairs.query());
                request.set("text_docs", array(pairs.docs()));
                yield List.of(run(params(request, parameters), parameters));
            }
            case PredictInput.Question question -> List.of(run(params(NODES.objectNode().put("question", question.question())
                    .put("context", question.context()), parameters), parameters));
        };
    }

    private static boolean flag(String name, Function<String, Parameter> parameters) {
        Parameter parameter = parameters.apply(name);
        return parameter != null && Boolean.parseBoolean(parameter.text());
    }

    /** All parameters are text to ML Commons, a 7 too. */
    private static Map<String, Object> sent(Map<String, JsonNode> parameters, boolean asObjects) {
        Map<String, Object> params = new LinkedHashMap<>();
        parameters.forEach((name, value) -> params.put(name, asObjects && value.isContainerNode()
                ? JavaValues.of(value) : asText(value)));
        return params;
    }

    private static String asText(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isTextual() ? JsonText.escaped(value.textValue()) : value.toString();
    }

    private static ObjectNode request(TextDocs texts, List<String> docs) {
        ObjectNode request = NODES.objectNode();
        request.set("text_docs", array(docs));
        if (texts.contentType() == ContentType.QUERY || texts.contentType() == ContentType.PASSAGE) {
            request.putObject("parameters").put("content_type", texts.contentType().name().toLowerCase(Locale.ROOT));
        }
        return request;
    }

    private static ArrayNode array(List<String> docs) {
        ArrayNode array = NODES.arrayNode(docs.size());
        docs.forEach(array::add);
        return array;
    }

    private static Map<String, Object> params(ObjectNode request, Function<String, Parameter> parameters) {
        if (!flag(AS_TEXT, parameters)) {
            return JavaValues.map(request, JsonText::escaped);
        }
        Map<String, Object> params = new LinkedHashMap<>();
        request.properties().forEach(member -> params.put(member.getKey(), asText(member.getValue())));
        return params;
    }

    private Map<String, Parameter> run(Map<String, Object> params, Function<String, Parameter> parameters) {
        Object result = script.run(params, parameters);
        if (result == null) {
            throw new PerchException(ErrorCode.SCRIPT_FAILED, "Preprocess function output is null",
                    "let the pre_process_function return {\"parameters\":{…}} as text on every way through it");
        }
        Map<String, Parameter> filled = new LinkedHashMap<>();
        made(result).properties().stream().filter(member -> !member.getValue().isNull())
                .forEach(member -> filled.put(member.getKey(), Parameter.of(member.getValue())));
        return filled;
    }

    private static JsonNode made(Object result) {
        JsonNode parameters = result instanceof String text
                ? JsonText.tree(text).map(json -> json.path("parameters")).orElse(NODES.missingNode()) : NODES.missingNode();
        if (parameters.isObject()) {
            return parameters;
        }
        throw new PerchException(ErrorCode.SCRIPT_FAILED, "The pre_process_function returned "
                + Excerpt.of(result instanceof String text ? TextNode.valueOf(text) : JavaValues.node(result))
                + ", which is not {\"parameters\":{…}} as JSON text",
                "texts in params are escaped for JSON already, and want quotes around them in what the script returns");
    }
}
