package io.perch.engine.function;

import io.perch.model.PoolingMode;
import java.util.Arrays;

/**
 * Turns token vectors {@code [n][dim]} into one {@code [dim]}, with the formulas of ML Commons (after Reimers and Gurevych 2019,
 * Sentence-BERT). Masked tokens (mask 0) do not count.
 */
final class Pooling {

    private static final float FEWEST_TOKENS = 1e-9f;
    private static final float MASKED = -1e9f;
    private static final double SHORTEST = 1e-12;

    private Pooling() {
    }

    /**
     * @param vectors row-major {@code [n][dim]}, n being the length of {@code mask}
     * @return {@code [dim]}; for NONE the vectors as they are
     */
    static float[] pool(PoolingMode mode, float[] vectors, long[] mask) {
        int dim = vectors.length / mask.length;
        return switch (mode) {
            case MEAN -> divided(sum(vectors, mask, dim), tokens(mask));
            case MEAN_SQRT_LEN -> divided(sum(vectors, mask, dim), (float) Math.sqrt(tokens(mask)));
            case MAX -> max(vectors, mask, dim);
            case WEIGHTED_MEAN -> weightedMean(vectors, mask, dim);
            case CLS -> vector(vectors, 0, dim);
            case LAST_TOKEN -> vector(vectors, (int) Math.max(Arrays.stream(mask).sum() - 1, 0), dim);
            case NONE -> vectors;
        };
    }

    /** To length 1 over each vector of {@code dim} numbers. ML Commons takes an axis of size 1 for max, giving ±1. */
    static float[] normalize(float[] vectors, int dim) {
        float[] unit = vectors.clone();
        for (int start = 0; start < unit.length; start += dim) {
            double squares = 0;
            for (int d = 0; d < dim; d++) {
                squares += (double) unit[start + d] * unit[start + d];
            }
            double length = Math.max(Math.sqrt(squares), SHORTEST);
            for (int d = 0; d < dim; d++) {
                unit[start + d] = (float) (unit[start + d] / length);
            }
        }
        return unit;
    }

    private static float tokens(long[] mask) {
        return Math.max(Arrays.stream(mask).sum(), FEWEST_TOKENS);
    }

    private static float[] sum(float[] vectors, long[] mask, int dim) {
        float[] sum = new float[dim];
        for (int t = 0; t < mask.length; t++) {
            addWeighted(sum, vectors, t, mask[t]);
        }
        return sum;
    }

    /** Later tokens weigh more, 1 to n: for decoders, whose early tokens have seen little. */
    private static float[] weightedMean(float[] vectors, long[] mask, int dim) {
        float[] sum = new float[dim];
        float weights = 0;
        for (int t = 0; t < mask.length; t++) {
            float weight = mask[t] * (t + 1);
            addWeighted(sum, vectors, t, weight);
            weights += weight;
        }
        return divided(sum, weights);
    }

    private static void addWeighted(float[] sum, float[] vectors, int token, float weight) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += vectors[token * sum.length + d] * weight;
        }
    }

    private static float[] max(float[] vectors, long[] mask, int dim) {
        float[] max = new float[dim];
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
        for (int t = 0; t < mask.length; t++) {
            for (int d = 0; d < dim; d++) {
                max[d] = Math.max(max[d], mask[t] == 0 ? MASKED : vectors[t * dim + d]);
            }
        }
        return max;
    }

    private static float[] vector(float[] vectors, int token, int dim) {
        return Arrays.copyOfRange(vectors, token * dim, (token + 1) * dim);
    }

    private static float[] divided(float[] vector, float divisor) {
        for (int d = 0; d < vector.length; d++) {
            vector[d] /= divisor;
        }
        return vector;
    }
}
