package io.perch.engine.function;

import io.perch.engine.network.Numbers;
import io.perch.model.PredictOutput.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/** The entries of one sparse vector, heaviest first. */
final class SparseWeights {

    private SparseWeights() {
    }

    /**
     * Every number of {@code vector} that is not zero, under the key of its position. Positions with an empty key are left out;
     * of those that share a key the heaviest counts. Throws INFERENCE_FAILED for NaN and infinity.
     */
    static Tensor.Weights of(String name, FloatBuffer vector, IntFunction<String> key) {
        long[] entries = heaviestFirst(vector);
        String[] keys = new String[entries.length];
        float[] weights = new float[entries.length];
        Set<String> taken = HashSet.newHashSet(entries.length);
        int count = 0;
        for (long entry : entries) {
            int id = (int) entry;
            String text = key.apply(id);
            if (!text.isEmpty() && taken.add(text)) {
                keys[count] = text;
                weights[count++] = vector.get(id);
            }
        }
        return new Tensor.Weights(name, Arrays.copyOf(keys, count), Arrays.copyOf(weights, count));
    }

    /** Positions of what is not zero, in the low half of each long; the high half sorts them. */
    private static long[] heaviestFirst(FloatBuffer vector) {
        long[] entries = new long[64];
        int count = 0;
        for (int id = 0; id < vector.limit(); id++) {
            float weight = vector.get(id);
            if (weight != 0) {
                if (count == entries.length) {
                    entries = Arrays.copyOf(entries, 2 * count);
                }
                entries[count++] = (long) ~ordered(Numbers.finite(weight)) << 32 | id;
            }
        }
        entries = Arrays.copyOf(entries, count);
        Arrays.sort(entries);
        return entries;
    }

    /** An int that compares as the float does. */
    private static int ordered(float weight) {
        int bits = Float.floatToIntBits(weight);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }
}
