package io.perch.connector.stream;

import io.perch.model.Delta;
import java.util.function.Consumer;

/** {@code bedrock/converse/…}: the text in {@code contentBlockDelta}, the end at {@code messageStop}. */
final class ConverseDeltas implements Deltas {

    private final AwsEvents events;
    private boolean stopped;

    ConverseDeltas(int maxEvent) {
        this.events = new AwsEvents(maxEvent);
    }

    @Override
    public void read(byte[] bytes, Consumer<Delta> deltas) {
        events.read(bytes, event -> take(event, deltas));
    }

    private void take(AwsEvents.Event event, Consumer<Delta> deltas) {
        stopped |= event.name().equals("messageStop");
        if (event.name().equals("contentBlockDelta")) {
            deltas.accept(new Delta(event.data().path("delta").path("text").asText(""), false, null));
        }
    }

    @Override
    public void end(Consumer<Delta> deltas) {
        events.end(stopped);
        deltas.accept(Delta.LAST);
    }
}
