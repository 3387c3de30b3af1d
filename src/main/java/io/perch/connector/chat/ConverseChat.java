package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.connector.chat.Conversation.Part;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.LlmInterface;
import java.util.function.Supplier;

/**
 * Bedrock's Converse, whatever model is behind it. The payload is made from the chat; url, headers and signature are the
 * connector's (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).
 */
record ConverseChat(ChatAction action) implements ChatService {

    @Override
    public ChatRequest request(ObjectNode chat, boolean stream) {
        Unserved unserved = new Unserved("Bedrock Converse");
        unserved.addMembers(chat);
        Conversation conversation = Conversation.of(chat.path("messages"), unserved);
        unserved.check();
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ArrayNode messages = payload.putArray("messages");
        conversation.turns().forEach(turn -> write(turn, messages.addObject()));
        if (!conversation.system().isEmpty()) {
            ArrayNode system = payload.putArray("system");
            conversation.system().forEach(text -> system.addObject().put("text", text));
        }
        ObjectNode sampling = Sampling.of(chat, action).as("maxTokens", "topP", "stopSequences");
        if (!sampling.isEmpty()) {
            payload.set("inferenceConfig", sampling);
        }
        return ChatRequest.whole(payload, chat.path("stream_options").path("include_usage").asBoolean());
    }

    private static void write(Conversation.Turn turn, ObjectNode message) {
        ArrayNode content = message.put("role", turn.role()).putArray("content");
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.Text(String text) -> content.addObject().put("text", text);
                case Part.Image(String format, String base64) -> content.addObject().putObject("image").put("format", format)
                        .putObject("source").put("bytes", base64);
            }
        }
    }

    @Override
    public String streaming(String url) {
        return LlmInterface.CONVERSE.streaming(url);
    }

    @Override
    public String completion(byte[] answer, Supplier<Head> head) {
        ServiceAnswer said = ServiceAnswer.of(answer);
        return new Completion(head.get()).whole(said.texts("/output/message/content"),
                Completion.finishReason(said.tree().path("stopReason").asText()), tokens(said.tree().path("usage")));
    }

    /** {@code null} when they are not told. */
    static Completion.Tokens tokens(JsonNode usage) {
        return usage.isEmpty() ? null : new Completion.Tokens(usage.path("inputTokens").asLong(),
                usage.path("outputTokens").asLong(), usage.has("totalTokens") ? usage.path("totalTokens").asLong() : null);
    }

    @Override
    public Deltas chunks(ChatRequest request, Supplier<Head> head, int maxEvent) {
        return new ConverseChunks(new Completion(head.get()), request.usage(), maxEvent);
    }
}
