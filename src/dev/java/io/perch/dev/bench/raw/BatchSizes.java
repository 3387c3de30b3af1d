package io.perch.dev.bench.raw;

import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/** In which company a text of each length is cheapest. @param byTokens texts per run, by tokens per text */
record BatchSizes(NavigableMap<Integer, Integer> byTokens) {

    /** Tokens in one run: Perch's own default, {@code perch.engine.max-batch-tokens}. */
    private static final int MOST_TOKENS = 512;

    /** Powers of two, and the largest that fits. */
    static SortedSet<Integer> candidates(int tokens) {
        int largest = Math.max(1, MOST_TOKENS / tokens);
        SortedSet<Integer> sizes = new TreeSet<>();
        for (int size = 1; size < largest; size *= 2) {
            sizes.add(size);
        }
        sizes.add(largest);
        return sizes;
    }

    /** @param cost of one text, by texts per run */
    static int best(SortedSet<Integer> candidates, IntToDoubleFunction cost) {
        int best = candidates.first();
        double least = Double.MAX_VALUE;
        for (int size : candidates) {
            double seconds = cost.applyAsDouble(size);
            if (seconds < least) {
                best = size;
                least = seconds;
            }
        }
        return best;
    }
}
