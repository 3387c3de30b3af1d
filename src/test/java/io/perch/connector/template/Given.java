package io.perch.connector.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What templates are filled with in these tests. */
final class Given {

    static final ObjectMapper JSON = new ObjectMapper();

    private Given() {
    }

    /** @param body {@code parameters} of a request */
    static Parameters request(String body) {
        return request(Defaults.NONE, body);
    }

    static Parameters request(Defaults defaults, String body) {
        Map<String, JsonNode> members = new HashMap<>();
        json(body).properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return Parameters.of(defaults, members);
    }

    /** One text, without a detour through JSON: halves of surrogate pairs survive. */
    static Parameters text(String name, String text) {
        return Parameters.of(Defaults.NONE, Map.of(name, JSON.getNodeFactory().textNode(text)));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("no JSON: " + text, broken);
        }
    }

    static String body(String template, Parameters parameters) {
        return Payload.of(Template.json(template), parameters);
    }

    static List<String> faultsOfParse(String template) {
        return Template.json(template).faults();
    }

    static PerchException refusal(ErrorCode code, ThrowingCallable call) {
        PerchException refusal = Assertions.catchThrowableOfType(PerchException.class, call);
        Assertions.assertThat(refusal).isNotNull();
        Assertions.assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }
}
