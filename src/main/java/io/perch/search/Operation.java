package io.perch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;

/**
 * One line or two of a bulk.
 *
 * @param verb       index, create, update or delete
 * @param metadata   {@code _index}, {@code _id}, {@code routing} …
 * @param source     JSON in one line; {@code null} for a delete
 * @param idIsOurs   whether Perch gave it its id: nobody else knows that
 * @param repeatable whether it may be sent again when nobody knows if it arrived
 */
public record Operation(String verb, ObjectNode metadata, Buffer source, boolean idIsOurs, boolean repeatable) {

    private static final byte NEWLINE = '\n';
    /** About what the first line takes. */
    private static final int OF_A_LINE = 100;

    int bytes() {
        return OF_A_LINE + (source == null ? 0 : source.length());
    }

    void write(Buffer lines) {
        lines.appendString("{\"").appendString(verb).appendString("\":").appendString(metadata.toString()).appendString("}\n");
        if (source != null) {
            lines.appendBuffer(source).appendByte(NEWLINE);
        }
    }
}
