package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.connector.stream.AwsEvents;
import io.perch.connector.stream.Deltas;
import io.perch.model.Delta;
import java.util.ArrayList;
import java.util.List;

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
    public List<Delta> read(byte[] bytes) {
        List<Delta> deltas = new ArrayList<>();
        events.read(bytes, event -> take(event, deltas));
        return deltas;
    }

    private void take(AwsEvents.Event event, List<Delta> deltas) {
        switch (event.name()) {
            case "messageStart" -> open(deltas);
            case "contentBlockDelta" -> add(event.data().path("delta").path("text"), deltas);
            case "messageStop" -> {
                stopped = true;
                open(deltas);
                deltas.add(piece("", completion.closing(Completion.finishReason(event.data().path("stopReason").asText()))));
            }
            case "metadata" -> tell(ConverseChat.tokens(event.data().path("usage")), deltas);
            default -> { }
        }
    }

    private void open(List<Delta> deltas) {
        if (!opened) {
            opened = true;
            deltas.add(piece("", completion.opening()));
        }
    }

    /** What a model thinks to itself is no text. */
    private void add(JsonNode text, List<Delta> deltas) {
        if (text.isTextual()) {
            open(deltas);
            deltas.add(piece(text.textValue(), completion.text(text.textValue())));
        }
    }

    private void tell(Completion.Tokens tokens, List<Delta> deltas) {
        if (usage && tokens != null) {
            deltas.add(piece("", completion.usage(tokens)));
        }
    }

    private static Delta piece(String text, String event) {
        return new Delta(text, false, event);
    }

    @Override
    public List<Delta> end() {
        events.end(stopped);
        return List.of(Delta.LAST);
    }
}
