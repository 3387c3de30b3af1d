package io.perch.dev.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void takesTheNearestRank() {
        Percentiles hundred = Percentiles.of(LongStream.rangeClosed(1, 100).map(value -> 101 - value).boxed().toList());

        assertThat(hundred.at(0.5)).isEqualTo(50);
        assertThat(hundred.at(0.99)).isEqualTo(99);
        assertThat(hundred.at(1)).isEqualTo(100);
        assertThat(hundred.at(0)).isEqualTo(1);
    }

    @Test
    void ofFewAndNone() {
        assertThat(Percentiles.of(List.of(7L)).at(0.99)).isEqualTo(7);
        assertThat(Percentiles.of(List.of(3L, 1L, 2L)).at(0.5)).isEqualTo(2);
        assertThat(Percentiles.of(List.of()).at(0.5)).isZero();
    }
}
