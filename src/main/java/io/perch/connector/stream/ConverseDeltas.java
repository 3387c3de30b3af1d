package io.perch.connector.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.aws.EventFrame;
import io.perch.connector.aws.EventStream;
import io.perch.model.Delta;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** {@code bedrock/converse/…}: frames of an AWS event stream; the text in {@code contentBlockDelta}, the end at {@code messageStop}. */
final class ConverseDeltas implements Deltas {

    private final EventStream frames;
    private boolean stopped;

    ConverseDeltas(int maxEvent) {
        this.frames = new EventStream(maxEvent);
    }

    @Override
    public List<Delta> read(byte[] bytes) {
        List<Delta> deltas = new ArrayList<>();
        frames.read(ByteBuffer.wrap(bytes), frame -> take(frame, deltas));
        return deltas;
    }

    private void take(EventFrame frame, List<Delta> deltas) {
        if (frame.failed()) {
            throw new PerchException(ErrorCode.REMOTE_FAILED, "Error from remote service: " + frame.name() + ": "
                    + StreamJson.excerpt(frame.text()), null);
        }
        switch (frame.name()) {
            case "contentBlockDelta" -> {
                JsonNode delta = StreamJson.read(frame.text()).path("delta");
                deltas.add(new Delta(delta.path("text").asText(""), false, null));
            }
            case "messageStop" -> stopped = true;
            default -> { }
        }
    }

    @Override
    public List<Delta> end() {
        if (!stopped || !frames.atEndOfFrame()) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "The stream of the remote service ended before its end",
                    "ask again");
        }
        return List.of(Delta.LAST);
    }
}
