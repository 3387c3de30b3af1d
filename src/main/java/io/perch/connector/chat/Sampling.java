package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.path.JsonText;

/**
 * How an answer is to be drawn: as the caller says, else as the connector's parameters say. What neither says is {@code null}.
 *
 * @param stop array of texts
 */
record Sampling(JsonNode maxTokens, JsonNode temperature, JsonNode topP, JsonNode stop) {

    private static final String MAX_TOKENS = "max_tokens";

    static Sampling of(ObjectNode chat, ChatAction action) {
        JsonNode most = said(chat, "max_completion_tokens");
        return new Sampling(most == null ? number(chat, MAX_TOKENS, action) : most, number(chat, "temperature", action),
                number(chat, "top_p", action), stop(said(chat, "stop")));
    }

    private static JsonNode said(ObjectNode chat, String name) {
        return chat.hasNonNull(name) ? chat.get(name) : null;
    }

    private static JsonNode number(ObjectNode chat, String name, ChatAction action) {
        JsonNode said = said(chat, name);
        String preset = said == null ? action.preset(name) : null;
        return preset == null ? said : JsonText.tree(preset).filter(JsonNode::isNumber).orElse(null);
    }

    private static JsonNode stop(JsonNode said) {
        return said == null || said.isArray() ? said : JsonNodeFactory.instance.arrayNode().add(said);
    }

    /** Those that are said, by the names that a service has for them. */
    ObjectNode as(String maxTokensName, String topPName, String stopName) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        put(maxTokensName, maxTokens, named);
        put("temperature", temperature, named);
        put(topPName, topP, named);
        put(stopName, stop, named);
        return named;
    }

    private static void put(String name, JsonNode value, ObjectNode named) {
        if (value != null) {
            named.set(name, value);
        }
    }
}
