package io.perch.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.PoolingMode;
import org.junit.jupiter.api.Test;

class PoolingTest {

    /** Three tokens of two dimensions. */
    private static final float[] VECTORS = {1, -2, 3, 4, 5, -9};
    private static final long[] ALL = {1, 1, 1};
    private static final long[] FIRST_TWO = {1, 1, 0};

    @Test
    void mean() {
        assertThat(Pooling.pool(PoolingMode.MEAN, VECTORS, ALL)).containsExactly(3f, -7 / 3f);
        assertThat(Pooling.pool(PoolingMode.MEAN, VECTORS, FIRST_TWO)).containsExactly(2f, 1f);
    }

    @Test
    void meanOfNothingIsZero() {
        assertThat(Pooling.pool(PoolingMode.MEAN, VECTORS, new long[] {0, 0, 0})).containsExactly(0f, 0f);
    }

    @Test
    void meanSqrtLen() {
        float root = (float) Math.sqrt(2);
        assertThat(Pooling.pool(PoolingMode.MEAN_SQRT_LEN, VECTORS, FIRST_TWO)).containsExactly(4 / root, 2 / root);
    }

    @Test
    void maxPassesMaskedTokensOver() {
        assertThat(Pooling.pool(PoolingMode.MAX, VECTORS, ALL)).containsExactly(5f, 4f);
        assertThat(Pooling.pool(PoolingMode.MAX, VECTORS, FIRST_TWO)).containsExactly(3f, 4f);
        assertThat(Pooling.pool(PoolingMode.MAX, VECTORS, new long[] {0, 0, 0})).containsExactly(-1e9f, -1e9f);
    }

    @Test
    void weightedMean() {
        assertThat(Pooling.pool(PoolingMode.WEIGHTED_MEAN, VECTORS, ALL)).containsExactly(22 / 6f, -21 / 6f);
        assertThat(Pooling.pool(PoolingMode.WEIGHTED_MEAN, VECTORS, FIRST_TWO)).containsExactly(7 / 3f, 2f);
    }

    @Test
    void cls() {
        assertThat(Pooling.pool(PoolingMode.CLS, VECTORS, ALL)).containsExactly(1f, -2f);
    }

    @Test
    void lastTokenIsTheLastThatCounts() {
        assertThat(Pooling.pool(PoolingMode.LAST_TOKEN, VECTORS, ALL)).containsExactly(5f, -9f);
        assertThat(Pooling.pool(PoolingMode.LAST_TOKEN, VECTORS, FIRST_TWO)).containsExactly(3f, 4f);
        assertThat(Pooling.pool(PoolingMode.LAST_TOKEN, VECTORS, new long[] {0, 0, 0})).containsExactly(1f, -2f);
    }

    @Test
    void noneLeavesTheVectorsAlone() {
        assertThat(Pooling.pool(PoolingMode.NONE, VECTORS, ALL)).containsExactly(VECTORS);
    }

    @Test
    void normalizesOverTheDimensions() {
        assertThat(Pooling.normalize(new float[] {3, -4}, 2)).containsExactly(0.6f, -0.8f);
        assertThat(Pooling.normalize(new float[] {3, 4, 0, 2}, 2)).containsExactly(0.6f, 0.8f, 0f, 1f);
    }

    @Test
    void zeroStaysZero() {
        assertThat(Pooling.normalize(new float[] {0, 0}, 2)).containsExactly(0f, 0f);
    }

    @Test
    void normalizingKeepsItsInput() {
        float[] input = {3, 4};
        Pooling.normalize(input, 2);
        assertThat(input).containsExactly(3f, 4f);
    }
}
