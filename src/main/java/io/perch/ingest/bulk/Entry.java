package io.perch.ingest.bulk;

import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;

/**
 * One operation as it was sent.
 *
 * @param line   of the action, counted from 1; 0 when it did not come in lines
 * @param source {@code null} for a delete, and after a fault
 * @param fault  what keeps this one from being carried out; {@code null} for nothing
 */
record Entry(long line, BulkAction action, Buffer source, PerchException fault) {

    /** For messages. */
    String document() {
        return line == 0 ? "The document" : "The document in line [" + (line + 1) + "]";
    }

    int bytes() {
        return source == null ? 0 : source.length();
    }
}
