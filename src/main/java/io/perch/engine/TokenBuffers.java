package io.perch.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The direct memory from which networks read their inputs. Owned by one thread, kept from run to run, grows as needed. */
final class TokenBuffers {

    private final Map<TokenInput, LongBuffer> buffers = new EnumMap<>(TokenInput.class);

    /** Row-major {@code [batch][n]}; valid until the next call for the same input. */
    LongBuffer fill(TokenInput input, List<Tokens> batch) {
        LongBuffer buffer = atLeast(input, batch.size() * batch.getFirst().length());
        buffer.clear();
        for (Tokens tokens : batch) {
            buffer.put(input.of(tokens));
        }
        return buffer.flip();
    }

    private LongBuffer atLeast(TokenInput input, int longs) {
        LongBuffer buffer = buffers.get(input);
        if (buffer == null || buffer.capacity() < longs) {
            buffer = ByteBuffer.allocateDirect(longs * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
            buffers.put(input, buffer);
        }
        return buffer;
    }
}
