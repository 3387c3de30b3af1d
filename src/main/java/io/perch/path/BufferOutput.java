package io.perch.path;

import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;

/** Puts what is written at the end of a buffer. */
final class BufferOutput extends OutputStream {

    private final Buffer buffer;

    BufferOutput(Buffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public void write(int octet) {
        buffer.appendByte((byte) octet);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        buffer.appendBytes(bytes, from, length);
    }
}
