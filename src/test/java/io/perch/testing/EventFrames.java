package io.perch.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Messages of {@code application/vnd.amazon.eventstream} as AWS writes them
 * (https://smithy.io/2.0/aws/amazon-eventstream.html).
 */
public final class EventFrames {

    private static final int TEXT = 7;
    private static final int PRELUDE = 8;
    private static final int CHECKSUM = 4;

    private EventFrames() {
    }

    public static byte[] event(String name, String json) {
        return frame(json, ":message-type", "event", ":event-type", name, ":content-type", "application/json");
    }

    /** One of Claude's events as Bedrock's invoke wraps it. */
    public static byte[] claude(String json) {
        String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return event("chunk", "{\"bytes\":\"" + base64 + "\"}");
    }

    /** How a service gives up in the middle of its stream. */
    public static byte[] exception(String name, String json) {
        return frame(json, ":message-type", "exception", ":exception-type", name, ":content-type", "application/json");
    }

    /** The frames of a whole stream, one after the other. */
    public static byte[] stream(byte[]... frames) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            stream.writeBytes(frame);
        }
        return stream.toByteArray();
    }

    private static byte[] frame(String payload, String... headers) {
        byte[] named = headers(headers);
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        int length = PRELUDE + CHECKSUM + named.length + body.length + CHECKSUM;
        ByteBuffer frame = ByteBuffer.allocate(length).putInt(length).putInt(named.length);
        frame.putInt(checksum(frame)).put(named).put(body);
        return frame.putInt(checksum(frame)).array();
    }

    private static byte[] headers(String... namesAndValues) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = namesAndValues[i].getBytes(StandardCharsets.UTF_8);
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
            headers.write(name.length);
            headers.writeBytes(name);
            headers.write(TEXT);
            headers.writeBytes(ByteBuffer.allocate(2).putShort((short) value.length).array());
            headers.writeBytes(value);
        }
        return headers.toByteArray();
    }

    /** Over what is written so far. */
    private static int checksum(ByteBuffer frame) {
        CRC32 sum = new CRC32();
        sum.update(frame.array(), 0, frame.position());
        return (int) sum.getValue();
    }
}
