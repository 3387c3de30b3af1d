package io.perch.engine.function;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.model.PredictOutput.Tensor;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseWeightsTest {

    private static final String[] TEXTS = {"", "sun", "world", "sun", "moon"};

    @Test
    void heaviestFirstAndNothingThatIsZero() {
        Tensor.Weights weights = of(0, 0.5f, 3, 0, -0f);

        assertThat(weights.name()).isEqualTo("output");
        assertThat(weights.keys()).containsExactly("world", "sun");
        assertThat(weights.values()).containsExactly(3, 0.5f);
    }

    @Test
    void negativeWeightsAreKept() {
        Tensor.Weights weights = of(0, -1, -0.5f, 0, 2);

        assertThat(weights.keys()).containsExactly("moon", "world", "sun");
        assertThat(weights.values()).containsExactly(2, -0.5f, -1);
    }

    @Test
    void tokensWithoutTextAreLeftOut() {
        assertThat(of(7, 0, 0, 0, 0).keys()).isEmpty();
        assertThat(of(7, 0, 0, 0, 0).values()).isEmpty();
    }

    @Test
    void ofTwoTokensWithOneTextTheHeavierCounts() {
        assertThat(of(0, 1, 0, 2, 0).values()).containsExactly(2);
        assertThat(of(0, 2, 0, 1, 0).values()).containsExactly(2);
    }

    @Test
    void nothingIsAnEmptyVector() {
        assertThat(of(0, 0, 0, 0, 0).keys()).isEmpty();
    }

    @Test
    void everyPositionMayCount() {
        float[] many = new float[1000];
        IntStream.range(0, 1000).forEach(i -> many[i] = i + 1);

        Tensor.Weights weights = SparseWeights.of("output", FloatBuffer.wrap(many), Integer::toString);

        assertThat(weights.keys()).hasSize(1000).startsWith("999", "998").endsWith("0");
        assertThat(weights.values()).hasSize(1000).startsWith(1000).endsWith(1);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNoNumberIsRefused(float damaged) {
        assertThat(failureOf(() -> of(1, damaged, 1, 1, 1)).code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
    }

    private static Tensor.Weights of(float... vector) {
        return SparseWeights.of("output", FloatBuffer.wrap(vector), id -> TEXTS[id]);
    }
}
