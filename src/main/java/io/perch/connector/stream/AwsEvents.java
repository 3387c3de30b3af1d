package io.perch.connector.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.aws.EventFrame;
import io.perch.connector.aws.EventStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** What Bedrock says in an event stream of AWS, event by event. Not thread-safe: one stream, one reader. */
public final class AwsEvents {

    /** @param data missing where the event has none */
    public record Event(String name, JsonNode data) {
    }

    private final EventStream frames;

    /** @param maxEvent bytes of one event */
    public AwsEvents(int maxEvent) {
        this.frames = new EventStream(maxEvent);
    }

    /** Hands on what these bytes complete. Throws REMOTE_FAILED, REMOTE_ANSWER_TOO_LARGE, REMOTE_ANSWER_UNREADABLE. */
    public void read(byte[] bytes, Consumer<Event> events) {
        frames.read(ByteBuffer.wrap(bytes), frame -> events.accept(event(frame)));
    }

    private static Event event(EventFrame frame) {
        if (frame.failed()) {
            throw new PerchException(ErrorCode.REMOTE_FAILED, "Error from remote service: " + frame.name() + ": "
                    + StreamJson.excerpt(frame.text()), null);
        }
        return new Event(frame.name(), StreamJson.read(frame.text()));
    }

    /**
     * The other side has ended its stream. Throws REMOTE_ANSWER_UNREADABLE when that was too early.
     *
     * @param stopped whether it has said that this is the end
     */
    public void end(boolean stopped) {
        if (!stopped || !frames.atEndOfFrame()) {
            throw Deltas.endedEarly();
        }
    }
}
