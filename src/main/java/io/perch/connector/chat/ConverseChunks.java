package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.connector.stream.AwsEvents;
import io.perch.connector.stream.Deltas;
import io.perch.model.Delta;
import java.util.function.Consumer;

/**
 * A stream of Converse in OpenAI's words: who speaks, the texts, why it ends and, on request, what it took
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html).
 */
final class ConverseChunks implements Deltas {

    private final Completion completion;
    private final boolean usage;
    private final AwsEvents events;
    private boolean opened;
    private boolean stopped;

    ConverseChunks(Completion completion, boolean usage, int maxEvent) {
        this.completion = completion;
        this.usage = usage;
        this.events = new AwsEvents(maxEvent);
    }

    @Override
    public void read(byte[] bytes, Consumer<Delta> deltas) {
        events.read(bytes, event -> take(event, deltas));
    }

    private void take(AwsEvents.Event event, Consumer<Delta> deltas) {
        switch (event.name()) {
            case "messageStart" -> open(deltas);
            case "contentBlockDelta" -> add(event.data().path("delta").path("text"), deltas);
            case "messageStop" -> {
                stopped = true;
                open(deltas);
                deltas.accept(piece("", completion.closing(Completion.finishReason(event.data().path("stopReason").asText()))));
            }
            case "metadata" -> tell(ConverseChat.tokens(event.data().path("usage")), deltas);
            default -> { }
        }
    }

    private void open(Consumer<Delta> deltas) {
        if (!opened) {
            opened = true;
            deltas.accept(piece("", completion.opening()));
        }
    }

    /** What a model thinks to itself is no text. */
    private void add(JsonNode text, Consumer<Delta> deltas) {
        if (text.isTextual()) {
            open(deltas);
            deltas.accept(piece(text.textValue(), completion.text(text.textValue())));
        }
    }

    private void tell(Completion.Tokens tokens, Consumer<Delta> deltas) {
        if (usage && tokens != null) {
            deltas.accept(piece("", completion.usage(tokens)));
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
