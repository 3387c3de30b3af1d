package io.perch.engine.network;

import io.perch.engine.token.Tokens;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The direct memory through which one thread talks to networks. Grows as needed; kept from run to run unless it is large. */
public final class RunBuffers {

    private static final int KEPT_BYTES = 4 << 20;

    private final Map<TokenInput, ByteBuffer> inputs = new EnumMap<>(TokenInput.class);
    private final Map<Integer, FloatBuffer> outputs = new HashMap<>();

    /** Row-major {@code [batch][n]}; valid until the next call for the same input. */
    public LongBuffer fill(TokenInput input, List<Tokens> batch) {
        return fillBytes(input, batch).asLongBuffer();
    }

    /** The same, as bytes in the machine's order. */
    public ByteBuffer fillBytes(TokenInput input, List<Tokens> batch) {
        int longs = batch.size() * batch.getFirst().length();
        ByteBuffer bytes = atLeast(input, longs * Long.BYTES).clear().limit(longs * Long.BYTES);
        LongBuffer buffer = bytes.asLongBuffer();
        for (Tokens tokens : batch) {
            buffer.put(input.of(tokens));
        }
        return bytes;
    }

    private ByteBuffer atLeast(TokenInput input, int bytes) {
        ByteBuffer buffer = inputs.get(input);
        if (buffer == null || buffer.capacity() < bytes) {
            buffer = direct(bytes);
            inputs.put(input, buffer);
        }
        return buffer;
    }

    /** For the output at this position of the network; valid until the next call for the same position. */
    public FloatBuffer output(int position, int floats) {
        FloatBuffer buffer = outputs.get(position);
        if (buffer == null || buffer.capacity() < floats) {
            buffer = direct(floats * Float.BYTES).asFloatBuffer();
            if (floats <= KEPT_BYTES / Float.BYTES) {
                outputs.put(position, buffer);
            }
        }
        return buffer.clear().limit(floats);
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
