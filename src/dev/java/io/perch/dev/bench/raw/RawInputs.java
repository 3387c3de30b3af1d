package io.perch.dev.bench.raw;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/** What a raw network is given: longs in direct memory, one row per text. */
final class RawInputs {

    private RawInputs() {
    }

    /** Of the input with BERT's name for it: the ids, a mask of ones, or zeros. */
    static ByteBuffer filled(String input, List<long[]> texts) {
        int length = texts.getFirst().length;
        ByteBuffer buffer = ByteBuffer.allocateDirect(texts.size() * length * Long.BYTES).order(ByteOrder.nativeOrder());
        LongBuffer longs = buffer.asLongBuffer();
        for (long[] ids : texts) {
            longs.put(switch (input) {
                case "input_ids" -> ids;
                case "attention_mask" -> ones(length);
                default -> new long[length];
            });
        }
        return buffer;
    }

    private static long[] ones(int length) {
        long[] ones = new long[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
