package io.perch.connector.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * A chat as a service is to be asked it.
 *
 * @param parameters what the connector's templates are filled with
 * @param whole      the payload is the parameter {@code http_body}, and the connector's {@code request_body} is left out
 * @param more       members that the payload gets besides, where it does not have them
 * @param stream     what the payload must say in its member {@code stream}, if it has one; {@code null}: it is not looked at
 * @param usage      whether the end of a stream tells the tokens
 */
public record ChatRequest(Map<String, JsonNode> parameters, boolean whole, Map<String, JsonNode> more, Boolean stream,
        boolean usage) {

    static final String STREAM = "stream";

    static ChatRequest whole(ObjectNode payload, boolean usage) {
        return new ChatRequest(Map.of("http_body", TextNode.valueOf(payload.toString())), true, Map.of(), null, usage);
    }

    /** @param filled the connector's own payload. Throws PAYLOAD_INVALID when nothing can be added to it */
    public String completed(String filled) {
        if (whole || more.isEmpty() && stream == null) {
            return filled;
        }
        ObjectText payload = ObjectText.of(filled);
        return stream != null && payload.says(STREAM, !stream) ? payload.with(more, STREAM, stream) : payload.with(more);
    }
}
