package io.perch.dev.remote;

import java.util.Locale;

/** Vectors without a model: each word adds one dimension, chosen by its hash. Texts that share words come out alike. */
final class HashedWords {

    private static final int DIMENSIONS = 16;

    private HashedWords() {
    }

    /** {@value #DIMENSIONS} numbers of length 1; a text without words is the first axis. */
    static float[] vector(String text) {
        float[] counts = new float[DIMENSIONS];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                counts[Math.floorMod(word.hashCode() * 31, DIMENSIONS)]++;
            }
        }
        return normalized(counts);
    }

    private static float[] normalized(float[] counts) {
        double squares = 0;
        for (float count : counts) {
            squares += count * count;
        }
        if (squares == 0) {
            counts[0] = 1;
            return counts;
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= (float) Math.sqrt(squares);
        }
        return counts;
    }
}
