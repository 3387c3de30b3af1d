package io.perch.connector.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.List;
import java.util.function.Function;

/**
 * For actions with {@code supports_structured_output}: {@code _X_json} is put in place of the payload's member X, and the members
 * of {@code _X_additions_json} are put into it, where X is one of three names.
 */
public final class StructuredOutput {

    private static final List<String> MEMBERS = List.of("response_format", "generationConfig", "toolConfig");

    /** Numbers come out as they went in. */
    private static final JsonMapper EXACT = JsonMapper.builder(JsonText.STRICT.copy())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StructuredOutput() {
    }

    /** The payload itself when nothing is asked for, or when it is no object. */
    public static String applied(String payload, Function<String, Parameter> parameters) {
        if (payload == null || MEMBERS.stream().noneMatch(member -> isAsked(member, parameters)) || !isObject(payload)) {
            return payload;
        }
        return applied((ObjectNode) read(payload), parameters).toString();
    }

    /** {@code payload} is left as it is. Throws REQUEST_INVALID when a parameter is no JSON object, or cannot be put in. */
    public static ObjectNode applied(ObjectNode payload, Function<String, Parameter> parameters) {
        ObjectNode result = payload.deepCopy();
        for (String member : MEMBERS) {
            ObjectNode whole = object(whole(member), parameters);
            if (whole != null) {
                result.set(member, whole);
            }
        }
        for (String member : MEMBERS) {
            ObjectNode additions = object(additions(member), parameters);
            if (additions != null) {
                add(additions, member, result);
            }
        }
        return result;
    }

    private static void add(ObjectNode additions, String member, ObjectNode result) {
        JsonNode present = result.path(member);
        if (present.isMissingNode() || present.isNull()) {
            result.set(member, additions);
        } else if (present instanceof ObjectNode object) {
            object.setAll(additions);
        } else {
            throw refusal(additions(member), "cannot be added to " + member + " of the payload, which is no object");
        }
    }

    private static boolean isAsked(String member, Function<String, Parameter> parameters) {
        return parameters.apply(whole(member)) != null || parameters.apply(additions(member)) != null;
    }

    private static boolean isObject(String payload) {
        int first = JsonText.firstCharacter(payload);
        return first < payload.length() && payload.charAt(first) == '{' && JsonText.isValue(payload);
    }

    private static String whole(String member) {
        return "_" + member + "_json";
    }

    private static String additions(String member) {
        return "_" + member + "_additions_json";
    }

    private static ObjectNode object(String name, Function<String, Parameter> parameters) {
        Parameter parameter = parameters.apply(name);
        if (parameter == null || parameter.isNull() || parameter.text().isBlank()) {
            return null;
        }
        if (JsonText.isValue(parameter.text()) && read(parameter.text()) instanceof ObjectNode object) {
            return object;
        }
        throw refusal(name, "must be a JSON object");
    }

    private static JsonNode read(String json) {
        try {
            return EXACT.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new PerchException(ErrorCode.PAYLOAD_INVALID, "Invalid payload: " + broken.getOriginalMessage(), null, broken);
        }
    }

    private static PerchException refusal(String name, String reason) {
        return new PerchException(ErrorCode.REQUEST_INVALID, "Parameter " + name + " " + reason, null)
                .about("parameters." + name);
    }
}
