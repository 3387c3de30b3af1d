package io.perch.connector.stream;

import io.perch.model.Delta;
import java.util.ArrayList;
import java.util.List;

/** {@code bedrock/converse/…}: the text in {@code contentBlockDelta}, the end at {@code messageStop}. */
final class ConverseDeltas implements Deltas {

    private final ConverseEvents events;

    ConverseDeltas(int maxEvent) {
        this.events = new ConverseEvents(maxEvent);
    }

    @Override
    public List<Delta> read(byte[] bytes) {
        List<Delta> deltas = new ArrayList<>();
        events.read(bytes, event -> {
            if (event.name().equals("contentBlockDelta")) {
                deltas.add(new Delta(event.data().path("delta").path("text").asText(""), false, null));
            }
        });
        return deltas;
    }

    @Override
    public List<Delta> end() {
        events.end();
        return List.of(Delta.LAST);
    }
}
