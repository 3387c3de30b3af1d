package io.perch.connector.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.model.Delta;
import java.util.function.Consumer;

/** {@code openai/v1/chat/completions}: the text in {@code choices[0].delta.content}, the end at a finish reason or [DONE]. */
final class OpenAiDeltas implements Deltas {

    private static final String DONE = "[DONE]";
    private static final byte[] EMPTY_LINE = {'\n', '\n'};

    private final ServerSentEvents events;
    private boolean over;

    OpenAiDeltas(int maxEvent) {
        this.events = new ServerSentEvents(maxEvent);
    }

    @Override
    public void read(byte[] bytes, Consumer<Delta> deltas) {
        for (String event : events.read(bytes)) {
            if (event.equals(DONE)) {
                finish(deltas);
            } else if (!event.isBlank()) {
                deltas.accept(delta(event));
            }
        }
    }

    /** An event after the finish reason (usage, say) is handed on for those who want the events themselves. */
    private Delta delta(String event) {
        JsonNode node = StreamJson.read(event);
        if (node.has("error")) {
            throw StreamJson.refused(node.path("error"), event);
        }
        return new Delta(node.path("choices").path(0).path("delta").path("content").asText(""), false, event);
    }

    private void finish(Consumer<Delta> deltas) {
        if (!over) {
            over = true;
            deltas.accept(Delta.LAST);
        }
    }

    /** Some services leave [DONE] out. */
    @Override
    public void end(Consumer<Delta> deltas) {
        read(EMPTY_LINE, deltas);
        finish(deltas);
    }
}
