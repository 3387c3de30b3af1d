package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.StreamJson;
import io.perch.model.Delta;
import java.util.function.Consumer;

/**
 * A stream of Claude's in OpenAI's words: who speaks, the texts, why it ends and, on request, what it took
 * (https://docs.anthropic.com/en/api/messages-streaming).
 */
final class ClaudeChunks implements Deltas {

    private final ClaudeEvents events;
    private final boolean usage;
    private Completion completion;
    private long promptTokens;
    private boolean stopped;

    /** @param head until the service has said its own */
    ClaudeChunks(ClaudeEvents events, Head head, boolean usage) {
        this.events = events;
        this.completion = new Completion(head);
        this.usage = usage;
    }

    @Override
    public void read(byte[] bytes, Consumer<Delta> deltas) {
        events.read(bytes, event -> take(event, deltas));
    }

    private void take(JsonNode event, Consumer<Delta> deltas) {
        switch (event.path("type").asText()) {
            case "message_start" -> {
                JsonNode message = event.path("message");
                completion = new Completion(ClaudeChat.head(message, completion.head()));
                promptTokens = message.path("usage").path("input_tokens").asLong();
                deltas.accept(piece("", completion.opening()));
            }
            case "content_block_delta" -> add(event.path("delta").path("text"), deltas);
            case "message_delta" -> close(event, deltas);
            case "message_stop" -> stopped = true;
            case "error" -> throw StreamJson.refused(event.path("error"), event.toString());
            default -> { }
        }
    }

    /** What a model thinks to itself is no text. */
    private void add(JsonNode text, Consumer<Delta> deltas) {
        if (text.isTextual()) {
            deltas.accept(piece(text.textValue(), completion.text(text.textValue())));
        }
    }

    private void close(JsonNode event, Consumer<Delta> deltas) {
        deltas.accept(piece("", completion.closing(Completion.finishReason(event.path("delta").path("stop_reason").asText()))));
        if (usage) {
            deltas.accept(piece("", completion.usage(new Completion.Tokens(promptTokens,
                    event.path("usage").path("output_tokens").asLong(), null))));
        }
    }

    private static Delta piece(String text, String event) {
        return new Delta(text, false, event);
    }

    @Override
    public void end(Consumer<Delta> deltas) {
        events.end(stopped);
        deltas.accept(Delta.LAST);
    }
}
