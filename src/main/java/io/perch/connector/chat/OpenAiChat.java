package io.perch.connector.chat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.LlmInterface;
import io.perch.path.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A service that speaks as the caller does: OpenAI, Azure, DeepSeek, Ollama, Vertex AI, another Perch. The members of the chat
 * fill the connector's placeholders of their names; the others are added to its payload. Answers are handed on as they are.
 */
record OpenAiChat(ChatAction action) implements ChatService {

    private static final String MESSAGES = "messages";
    private static final String MODEL = "model";

    @Override
    public ChatRequest request(ObjectNode chat, boolean stream) {
        Map<String, JsonNode> said = said(chat);
        if (action.body() == null) {
            return ChatRequest.whole(payload(said, stream), true);
        }
        if (!action.asked().contains(MESSAGES)) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "The request_body of this model's connector has no place for the"
                    + " messages of a chat", "write \"messages\": ${parameters.messages} into it").about(MODEL);
        }
        said.put(ChatRequest.STREAM, BooleanNode.valueOf(stream));
        return new ChatRequest(fitting(said), false, others(said), settles(stream) ? stream : null, true);
    }

    /** What the caller has said. Which model it is, the connector says: his {@code model} is a name for the connector. */
    private static Map<String, JsonNode> said(ObjectNode chat) {
        Map<String, JsonNode> said = new LinkedHashMap<>();
        chat.properties().forEach(member -> {
            if (!member.getValue().isNull() && !member.getKey().equals(MODEL) && !member.getKey().equals(ChatRequest.STREAM)) {
                said.put(member.getKey(), member.getValue());
            }
        });
        return said;
    }

    private ObjectNode payload(Map<String, JsonNode> said, boolean stream) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        String model = action.preset(MODEL);
        if (model != null) {
            payload.put(MODEL, model);
        }
        payload.setAll(said);
        return stream ? payload.put(ChatRequest.STREAM, true) : payload;
    }

    /** Those that templates may ask for. Tools and the like are long, and there is no place for them but the body. */
    private Map<String, JsonNode> fitting(Map<String, JsonNode> said) {
        Map<String, JsonNode> fitting = new LinkedHashMap<>();
        said.forEach((name, value) -> {
            if (value.isValueNode() || action.asked().contains(name)) {
                fitting.put(name, value);
            }
        });
        return fitting;
    }

    /** Those for which the body has no place. */
    private Map<String, JsonNode> others(Map<String, JsonNode> said) {
        Map<String, JsonNode> others = new LinkedHashMap<>(said);
        others.keySet().removeAll(action.asked());
        // no service needs to be told that this is no stream
        others.remove(ChatRequest.STREAM, BooleanNode.FALSE);
        return others;
    }

    /** Whether the connector's owner may have written another word on streaming. */
    private boolean settles(boolean stream) {
        return !action.asked().contains(ChatRequest.STREAM) && (stream || action.mentions("\"stream\""));
    }

    @Override
    public String streaming(String url) {
        return LlmInterface.OPENAI.streaming(url);
    }

    @Override
    public String completion(byte[] answer, Supplier<Head> head) {
        try {
            if (JsonText.check(answer) != JsonToken.START_OBJECT) {
                throw unreadable("is no JSON object");
            }
            return new String(answer, StandardCharsets.UTF_8);
        } catch (IOException notJson) {
            throw unreadable("is not JSON");
        }
    }

    static PerchException unreadable(String why) {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "The service's answer " + why,
                "ask the service the same without Perch, and compare");
    }

    @Override
    public Deltas chunks(ChatRequest request, Supplier<Head> head, int maxEvent) {
        return LlmInterface.OPENAI.deltas(maxEvent);
    }
}
