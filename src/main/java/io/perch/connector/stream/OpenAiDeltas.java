package io.perch.connector.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.model.Delta;
import java.util.ArrayList;
import java.util.List;

/** {@code openai/v1/chat/completions}: the text in {@code choices[0].delta.content}, the end at a finish reason or [DONE]. */
final class OpenAiDeltas implements Deltas {

    private static final String DONE = "[DONE]";

    private final ServerSentEvents events;
    private boolean over;

    OpenAiDeltas(int maxEvent) {
        this.events = new ServerSentEvents(maxEvent);
    }

    @Override
    public List<Delta> read(byte[] bytes) {
        List<Delta> deltas = new ArrayList<>();
        for (String event : events.read(bytes)) {
            if (event.equals(DONE)) {
                finish(deltas);
            } else if (!event.isBlank()) {
                deltas.add(delta(event));
            }
        }
        return deltas;
    }

    /** An event after the finish reason (usage, say) is handed on for those who want the events themselves. */
    private Delta delta(String event) {
        JsonNode node = StreamJson.read(event);
        if (node.has("error")) {
            throw StreamJson.refused(node.path("error"), event);
        }
        return new Delta(node.path("choices").path(0).path("delta").path("content").asText(""), false, event);
    }

    private void finish(List<Delta> deltas) {
        if (!over) {
            over = true;
            deltas.add(Delta.LAST);
        }
    }

    /** Some services leave [DONE] out. */
    @Override
    public List<Delta> end() {
        List<Delta> deltas = new ArrayList<>(read("\n\n".getBytes()));
        finish(deltas);
        return deltas;
    }
}
