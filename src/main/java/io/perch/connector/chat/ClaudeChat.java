package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.chat.Conversation.Part;
import io.perch.connector.stream.AwsEvents;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.ServerSentEvents;
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
    /** How urls of Anthropic end. */
    static final String MESSAGES = "/v1/messages";

    private static final String INVOKE = "/invoke";

    private static final String BEDROCK_VERSION = "bedrock-2023-05-31";
    /** Where the connector's template says it without a placeholder. */
    private static final Pattern WRITTEN_VERSION = Pattern.compile("\"" + VERSION + "\"\\s*:\\s*\"([^\"$]+)\"");
    private static final String MODEL = "model";
    private static final String MAX_TOKENS = "max_tokens";
    /** Must be said; so many every Claude can write. */
    private static final int MOST_TOKENS = 4096;

    @Override
    public ChatRequest request(ObjectNode chat, boolean stream) {
        if (stream && !isInvoke() && !isAnthropic()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "It is not known how the service of this model streams",
                    "ask without stream; streams are known where the connector's url ends in /invoke or /v1/messages")
                    .about(ChatRequest.STREAM);
        }
        Unserved unserved = new Unserved("Claude");
        unserved.addMembers(chat);
        Conversation conversation = Conversation.of(chat.path("messages"), unserved);
        unserved.check();
        ObjectNode payload = payload(chat, conversation);
        if (stream && isAnthropic()) {
            payload.put(ChatRequest.STREAM, true);
        }
        return ChatRequest.whole(payload, chat.path("stream_options").path("include_usage").asBoolean());
    }

    private ObjectNode payload(ObjectNode chat, Conversation conversation) {
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
        return payload;
    }

    private boolean isInvoke() {
        return action.pathEnd().endsWith(INVOKE);
    }

    private boolean isAnthropic() {
        return action.pathEnd().endsWith(MESSAGES);
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
        return url.endsWith(INVOKE) ? url + "-with-response-stream" : url;
    }

    @Override
    public String completion(byte[] answer, Supplier<Head> head) {
        ServiceAnswer said = ServiceAnswer.of(answer);
        String text = said.texts("/content");
        return new Completion(head(said.tree(), head.get())).whole(text,
                Completion.finishReason(said.tree().path("stop_reason").asText()), tokens(said.tree().path("usage")));
    }

    /** As the service says; what it does not say is as {@code otherwise}. */
    static Head head(JsonNode answer, Head otherwise) {
        return new Head(answer.path("id").asText(otherwise.id()), otherwise.created(),
                answer.path(MODEL).asText(otherwise.model()));
    }

    private static Completion.Tokens tokens(JsonNode usage) {
        return usage.isEmpty() ? null
                : new Completion.Tokens(usage.path("input_tokens").asLong(), usage.path("output_tokens").asLong(), null);
    }

    @Override
    public Deltas chunks(ChatRequest request, Supplier<Head> head, int maxEvent) {
        return new ClaudeChunks(isInvoke() ? new ClaudeEvents.Framed(new AwsEvents(maxEvent))
                : new ClaudeEvents.Plain(new ServerSentEvents(maxEvent)), head.get(), request.usage());
    }
}
