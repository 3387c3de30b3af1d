package io.perch.dev.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one HTTP/1.1 answer after the other from bytes as they arrive: status and length, and the body only when asked. */
final class AnswerReader {

    private static final int LONGEST_HEAD = 8 * 1024;

    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private int status;
    private int missing;
    private boolean inBody;
    private ByteArrayOutputStream kept;

    /** For the next answer. @param keepBody whether it will be looked at; that of a failure always is */
    void start(boolean keepBody) {
        headLength = 0;
        inBody = false;
        kept = keepBody ? new ByteArrayOutputStream() : null;
    }

    /** Whether the answer is complete. Takes all bytes: none of a next answer can be among them. */
    boolean read(ByteBuffer bytes) {
        while (!inBody && bytes.hasRemaining()) {
            readHead(bytes);
        }
        if (inBody) {
            readBody(bytes);
        }
        return inBody && missing == 0;
    }

    int status() {
        return status;
    }

    /** Empty unless it was kept. */
    byte[] body() {
        return kept == null ? new byte[0] : kept.toByteArray();
    }

    private void readHead(ByteBuffer bytes) {
        if (headLength == LONGEST_HEAD) {
            throw new WrongAnswer("a head of more than " + LONGEST_HEAD + " bytes");
        }
        head[headLength++] = bytes.get();
        if (headLength >= 4 && head[headLength - 1] == '\n' && head[headLength - 2] == '\r' && head[headLength - 3] == '\n') {
            endHead(new String(head, 0, headLength, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
        }
    }

    private void endHead(String text) {
        status = Integer.parseInt(text.substring(9, 12));
        missing = text.lines().filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).strip())).findFirst()
                .orElseThrow(() -> new WrongAnswer("no content-length: " + text));
        if (status != 200 && kept == null) {
            kept = new ByteArrayOutputStream();
        }
        inBody = true;
    }

    private void readBody(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (length > missing) {
            throw new WrongAnswer(length - missing + " bytes more than content-length says");
        }
        if (kept != null) {
            byte[] part = new byte[length];
            bytes.get(part);
            kept.writeBytes(part);
        }
        bytes.position(bytes.limit());
        missing -= length;
    }
}
