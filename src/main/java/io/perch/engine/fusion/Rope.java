package io.perch.engine.fusion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A protobuf message being written: bytes in many pieces, of which the big ones are still where they were read. */
final class Rope {

    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;
    private static final int WINDOW = 1 << 18;

    private final List<ByteBuffer> pieces = new ArrayList<>();
    private long size;

    long size() {
        return size;
    }

    Rope raw(ByteBuffer piece) {
        pieces.add(piece);
        size += piece.remaining();
        return this;
    }

    Rope number(int field, long value) {
        return tag(field, VARINT).varint(value);
    }

    Rope real(int field, float value) {
        return tag(field, FIXED32).raw(ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value));
    }

    Rope text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return tag(field, DELIMITED).varint(bytes.length).raw(ByteBuffer.wrap(bytes));
    }

    /** A message, or bytes in pieces. */
    Rope message(int field, Rope content) {
        tag(field, DELIMITED).varint(content.size);
        pieces.addAll(content.pieces);
        size += content.size;
        return this;
    }

    private Rope tag(int field, int wireType) {
        return varint((long) field << 3 | wireType);
    }

    private Rope varint(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_VARINT);
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes.put((byte) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        return raw(bytes.put((byte) left).flip());
    }

    /** Small pieces are gathered first; weights go from where they are mapped straight to the file. */
    void writeTo(FileChannel file) throws IOException {
        ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
        for (ByteBuffer piece : pieces) {
            if (piece.remaining() > window.remaining()) {
                drain(window.flip(), file);
                window.clear();
            }
            if (piece.remaining() > WINDOW) {
                drain(piece.duplicate(), file);
            } else {
                window.put(piece.duplicate());
            }
        }
        drain(window.flip(), file);
    }

    private static void drain(ByteBuffer bytes, FileChannel file) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
