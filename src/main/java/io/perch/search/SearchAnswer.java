package io.perch.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What OpenSearch answered. {@code body} is empty, never {@code null}, when there was none. */
public record SearchAnswer(int status, Encoding encoding, Buffer body) {

    private static final int BUSY = 429;

    /** For what had to stay here, because so many others wait already. */
    static SearchAnswer queueFull(int waiting) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", BUSY);
        answer.putObject("error").put("type", "rejected_execution_exception")
                .put("reason", "As many requests as may (" + waiting + ") wait for a connection to OpenSearch already")
                .put("hint", "retry later; perch.opensearch.queue and perch.opensearch.pool-size are the limits");
        return new SearchAnswer(BUSY, Encoding.JSON, Buffer.buffer(answer.toString()));
    }

    public boolean found() {
        return status != 404;
    }

    /** The body as a tree; a missing node when there is none. */
    public JsonNode tree() {
        try {
            return body.length() == 0 ? MissingNode.getInstance() : encoding.read(body);
        } catch (IOException notInThatEncoding) {
            throw new UncheckedIOException(notInThatEncoding);
        }
    }

    /** The reason in OpenSearch's error envelope, else the start of the text. */
    public String reason() {
        try {
            JsonNode error = tree().path("error");
            return error.path("reason").asText(error.asText(text()));
        } catch (UncheckedIOException notAnEnvelope) {
            return text();
        }
    }

    /** The type in OpenSearch's error envelope, or nothing. */
    public String errorType() {
        try {
            return tree().path("error").path("type").asText("");
        } catch (UncheckedIOException notAnEnvelope) {
            return "";
        }
    }

    private String text() {
        return body.getString(0, Math.min(body.length(), 200));
    }
}
