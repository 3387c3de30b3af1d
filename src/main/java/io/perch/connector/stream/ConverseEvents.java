package io.perch.connector.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.aws.EventFrame;
import io.perch.connector.aws.EventStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * What Bedrock Converse says in its AWS event stream, event by event
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html). Not thread-safe: one stream, one
 * reader.
 */
public final class ConverseEvents {

    /** @param data missing where the event has none */
    public record Event(String name, JsonNode data) {
    }

    private final EventStream frames;
    private boolean stopped;

    /** @param maxEvent bytes of one event */
    public ConverseEvents(int maxEvent) {
        this.frames = new EventStream(maxEvent);
    }

    /** Hands on what these bytes complete. Throws REMOTE_FAILED, REMOTE_ANSWER_TOO_LARGE, REMOTE_ANSWER_UNREADABLE. */
    public void read(byte[] bytes, Consumer<Event> events) {
        frames.read(ByteBuffer.wrap(bytes), frame -> events.accept(event(frame)));
    }

    private Event event(EventFrame frame) {
        if (frame.failed()) {
            throw new PerchException(ErrorCode.REMOTE_FAILED, "Error from remote service: " + frame.name() + ": "
                    + StreamJson.excerpt(frame.text()), null);
        }
        stopped |= frame.name().equals("messageStop");
        return new Event(frame.name(), StreamJson.read(frame.text()));
    }

    /** The other side has ended its stream. Throws REMOTE_ANSWER_UNREADABLE when that was too early. */
    public void end() {
        if (!stopped || !frames.atEndOfFrame()) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "The stream of the remote service ended before its end",
                    "ask again");
        }
    }
}
