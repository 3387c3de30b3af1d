package io.perch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import org.junit.jupiter.api.Test;

class DimensionsTest {

    @Test
    void whatIsKeptHasALengthOfOne() {
        assertThat(Dimensions.cut(new float[] {3, -4, 12}, 2)).containsExactly(0.6f, -0.8f);
    }

    @Test
    void aWholeVectorIsLeftAlone() {
        float[] vector = {3, -4, 12};

        assertThat(Dimensions.cut(vector, 3)).isSameAs(vector);
        assertThat(Dimensions.cut(vector, null)).isSameAs(vector);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Dimensions.cut(new float[] {0, 0, 1}, 2)).containsExactly(0, 0);
    }

    @Test
    void aModelThatPromisesMoreThanItHas() {
        PerchException refused = catchThrowableOfType(PerchException.class, () -> Dimensions.cut(new float[] {1, 2}, 3));

        assertThat(refused.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(refused.reason()).contains("2 numbers");
    }
}
