package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.stream.AwsEvents;
import io.perch.connector.stream.Deltas;
import io.perch.connector.stream.ServerSentEvents;
import io.perch.connector.stream.StreamJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/** Claude's events, as they come from one house or the other. Not thread-safe: one stream, one reader. */
sealed interface ClaudeEvents {

    /** Throws REMOTE_FAILED, REMOTE_ANSWER_TOO_LARGE, REMOTE_ANSWER_UNREADABLE. */
    void read(byte[] bytes, Consumer<JsonNode> events);

    /** Throws REMOTE_ANSWER_UNREADABLE when it is too early for that. @param stopped the last event has come */
    void end(boolean stopped);

    /** From Anthropic: server-sent events. */
    record Plain(ServerSentEvents events) implements ClaudeEvents {

        @Override
        public void read(byte[] bytes, Consumer<JsonNode> taker) {
            events.read(bytes).forEach(event -> taker.accept(StreamJson.read(event)));
        }

        @Override
        public void end(boolean stopped) {
            if (!stopped) {
                throw Deltas.endedEarly();
            }
        }
    }

    /** From Bedrock: the same, each in base64 in a frame of AWS's. */
    record Framed(AwsEvents frames) implements ClaudeEvents {

        @Override
        public void read(byte[] bytes, Consumer<JsonNode> taker) {
            frames.read(bytes, frame -> {
                if (frame.name().equals("chunk")) {
                    taker.accept(StreamJson.read(decoded(frame.data().path("bytes").asText())));
                }
            });
        }

        private static String decoded(String base64) {
            try {
                return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException broken) {
                throw new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "A chunk of the stream is not in base64",
                        "ask again");
            }
        }

        @Override
        public void end(boolean stopped) {
            frames.end(stopped);
        }
    }
}
