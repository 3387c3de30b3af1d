package io.perch.connector.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One message of an event stream.
 *
 * @param headers their values as text, whatever type they have: numbers in decimal, bytes in base64, times in ISO 8601
 * @param payload most often JSON; may be empty
 */
public record EventFrame(Map<String, String> headers, byte[] payload) {

    private static final String EVENT = "event";

    /** Whether the other side reports a failure instead of an event. */
    public boolean failed() {
        return !EVENT.equals(headers.getOrDefault(":message-type", EVENT));
    }

    /** Of the event ({@code contentBlockDelta}), the exception ({@code throttlingException}) or the error; may be empty. */
    public String name() {
        return first(":event-type", ":exception-type", ":error-code");
    }

    /** The payload as UTF-8; of a failure without one, its message. */
    public String text() {
        return payload.length == 0 ? first(":error-message") : new String(payload, StandardCharsets.UTF_8);
    }

    private String first(String... names) {
        for (String name : names) {
            if (headers.containsKey(name)) {
                return headers.get(name);
            }
        }
        return "";
    }
}
