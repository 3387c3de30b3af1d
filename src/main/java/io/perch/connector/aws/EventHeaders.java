package io.perch.connector.aws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Reads the headers of an event: length of the name, name, type, value; one behind the other. */
final class EventHeaders {

    private EventHeaders() {
    }

    /**
     * Throws DamagedFrame for a type that is not known and for a name that comes twice, BufferUnderflowException for a value that
     * runs over the end.
     */
    static Map<String, String> read(ByteBuffer bytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        while (bytes.hasRemaining()) {
            String name = text(bytes, bytes.get() & 0xff);
            if (headers.put(name, value(bytes)) != null) {
                throw new DamagedFrame("the header " + name + " is there twice");
            }
        }
        return headers;
    }

    private static String value(ByteBuffer bytes) {
        int type = bytes.get();
        return switch (type) {
            case 0 -> "true";
            case 1 -> "false";
            case 2 -> Byte.toString(bytes.get());
            case 3 -> Short.toString(bytes.getShort());
            case 4 -> Integer.toString(bytes.getInt());
            case 5 -> Long.toString(bytes.getLong());
            case 6 -> Base64.getEncoder().encodeToString(some(bytes, bytes.getShort() & 0xffff));
            case 7 -> text(bytes, bytes.getShort() & 0xffff);
            case 8 -> Instant.ofEpochMilli(bytes.getLong()).toString();
            case 9 -> new UUID(bytes.getLong(), bytes.getLong()).toString();
            default -> throw new DamagedFrame("there is no header type " + type);
        };
    }

    private static String text(ByteBuffer bytes, int length) {
        return new String(some(bytes, length), StandardCharsets.UTF_8);
    }

    private static byte[] some(ByteBuffer bytes, int length) {
        byte[] some = new byte[length];
        bytes.get(some);
        return some;
    }
}
