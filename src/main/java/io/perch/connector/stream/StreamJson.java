package io.perch.connector.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;

/** The JSON in events, and the failures in it. */
public final class StreamJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_EXCERPT = 500;

    private StreamJson() {
    }

    /** Throws REMOTE_ANSWER_UNREADABLE. */
    public static JsonNode read(String event) {
        try {
            return MAPPER.readTree(event);
        } catch (JsonProcessingException broken) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "An event of the stream is no JSON: " + excerpt(event),
                    "see parameters._llm_interface: it says how the stream is read");
        }
    }

    /** The other side gives up in the middle of its stream. @param error its member of that name */
    public static PerchException refused(JsonNode error, String event) {
        String message = error.isTextual() ? error.asText() : error.path("message").asText(excerpt(event));
        return new PerchException(ErrorCode.REMOTE_FAILED, "Error from remote service: " + message, null);
    }

    static String excerpt(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }
}
