package io.perch.dev.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchSizesTest {

    @Test
    void staysWithin512Tokens() {
        assertThat(BatchSizes.candidates(12)).containsExactly(1, 2, 4, 8, 16, 32, 42);
        assertThat(BatchSizes.candidates(128)).containsExactly(1, 2, 4);
        assertThat(BatchSizes.candidates(300)).containsExactly(1);
        assertThat(BatchSizes.candidates(2000)).containsExactly(1);
    }

    @Test
    void takesTheCheapestNotTheLargest() {
        Map<Integer, Double> costs = Map.of(1, 5.0, 2, 2.0, 4, 3.0);

        assertThat(BatchSizes.best(BatchSizes.candidates(128), costs::get)).isEqualTo(2);
    }
}
