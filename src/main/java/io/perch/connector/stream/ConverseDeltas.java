package io.perch.connector.stream;

import io.perch.model.Delta;
import java.util.ArrayList;
import java.util.List;

/** {@code bedrock/converse/…}: the text in {@code contentBlockDelta}, the end at {@code messageStop}. */
final class ConverseDeltas implements Deltas {

    private final AwsEvents events;
    private boolean stopped;

    ConverseDeltas(int maxEvent) {
        this.events = new AwsEvents(maxEvent);
    }

    @Override
    public List<Delta> read(byte[] bytes) {
        List<Delta> deltas = new ArrayList<>();
        events.read(bytes, event -> take(event, deltas));
        return deltas;
    }

    private void take(AwsEvents.Event event, List<Delta> deltas) {
        stopped |= event.name().equals("messageStop");
        if (event.name().equals("contentBlockDelta")) {
            deltas.add(new Delta(event.data().path("delta").path("text").asText(""), false, null));
        }
    }

    @Override
    public List<Delta> end() {
        events.end(stopped);
        return List.of(Delta.LAST);
    }
}
