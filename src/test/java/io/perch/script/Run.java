package io.perch.script;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Runs scripts, with parameters written as JSON. */
final class Run {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Run() {
    }

    static Object of(String script) {
        return of(script, "{}");
    }

    static Object of(String script, String params) {
        return Script.parse(script).run(params(params));
    }

    /** The text that the script returns, read as JSON. */
    static JsonNode json(String script, String params) {
        return json((String) of(script, params));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    static ScriptFault fault(String script, String params) {
        return catchThrowableOfType(ScriptFault.class, () -> of(script, params));
    }

    static ScriptFault fault(String script) {
        return fault(script, "{}");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> params(String json) {
        return JSON.convertValue(json(json), Map.class);
    }
}
