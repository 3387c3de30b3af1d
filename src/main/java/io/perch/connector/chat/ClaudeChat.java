package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.chat.Conversation.Part;
import io.perch.connector.stream.Deltas;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Claude by Anthropic's Messages: at Anthropic itself, or as the body of Bedrock's invoke, where {@code anthropic_version} stands
 * in the place of the model. The payload is made from the chat; url, headers and signature are the connector's
 * (https://docs.anthropic.com/en/api/messages).
 */
record ClaudeChat(ChatAction action) implements ChatService {

    static final String VERSION = "anthropic_version";

    private static final String BEDROCK_VERSION = "bedrock-2023-05-31";
    /** Where the connector's template says it without a placeholder. */
    private static final Pattern WRITTEN_VERSION = Pattern.compile("\"" + VERSION + "\"\\s*:\\s*\"([^\"$]+)\"");
    private static final String MODEL = "model";
    private static final String MAX_TOKENS = "max_tokens";
    /** Must be said; so many every Claude can write. */
    private static final int MOST_TOKENS = 4096;

    @Override
    public ChatRequest request(ObjectNode chat, boolean stream) {
        if (stream) {
            throw noStream();
        }
        Unserved unserved = new Unserved("Claude");
        unserved.addMembers(chat);
        Conversation conversation = Conversation.of(chat.path("messages"), unserved);
        unserved.check();
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        name(payload);
        payload.setAll(Sampling.of(chat, action).as(MAX_TOKENS, "top_p", "stop_sequences"));
        if (!payload.has(MAX_TOKENS)) {
            payload.put(MAX_TOKENS, MOST_TOKENS);
        }
        if (!conversation.system().isEmpty()) {
            payload.put("system", String.join("\n\n", conversation.system()));
        }
        ArrayNode messages = payload.putArray("messages");
        conversation.turns().forEach(turn -> write(turn, messages.addObject()));
        return ChatRequest.whole(payload, false);
    }

    private static PerchException noStream() {
        return new PerchException(ErrorCode.REQUEST_INVALID, "Claude's own streams are not read by this version of Perch",
                "ask without stream, or give the model a connector to Bedrock Converse, whose url ends in /converse")
                .about("stream");
    }

    private void name(ObjectNode payload) {
        if (action.mentions(VERSION)) {
            payload.put(VERSION, version());
            return;
        }
        String model = action.preset(MODEL);
        if (model == null) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "The connector of this model does not say which Claude it asks",
                    "give it parameters.model").about(MODEL);
        }
        payload.put(MODEL, model);
    }

    private String version() {
        Matcher written = WRITTEN_VERSION.matcher(action.body());
        if (written.find()) {
            return written.group(1);
        }
        String preset = action.preset(VERSION);
        return preset == null ? BEDROCK_VERSION : preset;
    }

    private static void write(Conversation.Turn turn, ObjectNode message) {
        ArrayNode content = message.put("role", turn.role()).putArray("content");
        for (Part part : turn.parts()) {
            switch (part) {
                case Part.Text(String text) -> content.addObject().put("type", "text").put("text", text);
                case Part.Image(String format, String base64) -> content.addObject().put("type", "image").putObject("source")
                        .put("type", "base64").put("media_type", "image/" + format).put("data", base64);
            }
        }
    }

    @Override
    public String streaming(String url) {
        throw noStream();
    }

    @Override
    public String completion(byte[] answer, Supplier<Head> head) {
        ServiceAnswer said = ServiceAnswer.of(answer);
        String text = said.texts("/content");
        return new Completion(head(said.tree(), head.get())).whole(text,
                Completion.finishReason(said.tree().path("stop_reason").asText()), tokens(said.tree().path("usage")));
    }

    private static Head head(JsonNode answer, Head otherwise) {
        return new Head(answer.path("id").asText(otherwise.id()), otherwise.created(),
                answer.path(MODEL).asText(otherwise.model()));
    }

    private static Completion.Tokens tokens(JsonNode usage) {
        return usage.isEmpty() ? null
                : new Completion.Tokens(usage.path("input_tokens").asLong(), usage.path("output_tokens").asLong(), null);
    }

    @Override
    public Deltas chunks(ChatRequest request, Supplier<Head> head, int maxEvent) {
        throw noStream();
    }
}
