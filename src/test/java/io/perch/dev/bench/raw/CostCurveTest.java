package io.perch.dev.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CostCurveTest {

    private final CostCurve curve = new CostCurve(new TreeMap<>(Map.of(10, 1.0, 20, 3.0, 100, 11.0)));

    @Test
    void isStraightBetweenWhatWasMeasured() {
        assertThat(curve.at(10)).isEqualTo(1.0);
        assertThat(curve.at(15)).isEqualTo(2.0);
        assertThat(curve.at(60)).isEqualTo(7.0);
    }

    @Test
    void isFlatBeyondIt() {
        assertThat(curve.at(1)).isEqualTo(1.0);
        assertThat(curve.at(500)).isEqualTo(11.0);
    }

    @Test
    void addsUpTheIdealOfManyTexts() {
        int[] docs = new int[129];
        docs[10] = 4;
        docs[15] = 2;
        docs[100] = 1;

        assertThat(curve.of(docs)).isCloseTo(4 * 1.0 + 2 * 2.0 + 11.0, within(1e-9));
    }

    @Test
    void betweenTwoIsHalfWayAtEachLength() {
        CostCurve later = new CostCurve(new TreeMap<>(Map.of(10, 2.0, 20, 3.0, 100, 13.0)));

        assertThat(CostCurve.between(curve, later).secondsPerDoc()).isEqualTo(Map.of(10, 1.5, 20, 3.0, 100, 12.0));
        assertThat(curve.at(10)).isEqualTo(1.0);
    }
}
