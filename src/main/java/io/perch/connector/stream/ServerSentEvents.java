package io.perch.connector.stream;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code text/event-stream} from bytes that come in any pieces: the data of each event, its lines joined. Names, ids and
 * comments of events are skipped (WHATWG HTML, "Server-sent events", section 9.2.6). Not thread-safe: one stream, one reader.
 */
public final class ServerSentEvents {

    private static final String DATA = "data";

    private final int maxBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterReturn;

    /** @param maxBytes of one event */
    public ServerSentEvents(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The events that these bytes complete, in order. Throws REMOTE_ANSWER_TOO_LARGE. */
    public List<String> read(byte[] bytes) {
        List<String> events = new ArrayList<>();
        for (byte next : bytes) {
            if (next == '\n' && afterReturn) {
                afterReturn = false;
            } else if (next == '\n' || next == '\r') {
                afterReturn = next == '\r';
                end(events);
            } else {
                afterReturn = false;
                keep(next);
            }
        }
        return events;
    }

    private void keep(byte next) {
        line.write(next);
        if (line.size() + data.length() > maxBytes) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_TOO_LARGE, "One event of the stream is longer than " + maxBytes
                    + " bytes", "raise perch.remote.max-event-size");
        }
    }

    /** Of a line; an empty one ends the event. */
    private void end(List<String> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            if (hasData) {
                events.add(data.toString());
            }
            data.setLength(0);
            hasData = false;
        } else if (text.startsWith(DATA)) {
            add(text);
        }
    }

    private void add(String text) {
        boolean valued = text.length() > DATA.length();
        if (valued && text.charAt(DATA.length()) != ':') {
            return;
        }
        String value = valued ? text.substring(DATA.length() + 1) : "";
        data.append(hasData ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
        hasData = true;
    }
}
