package io.perch.dev.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perch.dev.bench.cases.Subject;
import org.junit.jupiter.api.Test;

class SampleTest {

    private final Sample sample = SampleResults.sample(Subject.ONNX_FP32, SampleResults.ONE, 1000, 6.25);

    @Test
    void ratiosCompareDocsPerCpuSecond() {
        assertThat(sample.served().docsPerCpuSecond()).isEqualTo(160);
        assertThat(sample.rawDocsPerCpuSecond(Yardstick.ALONE)).isCloseTo(250, within(1e-9));
        assertThat(sample.rawDocsPerCpuSecond(Yardstick.TOGETHER)).isCloseTo(400, within(1e-9));
        assertThat(sample.ratio(Yardstick.ALONE)).isCloseTo(0.64, within(1e-9));
        assertThat(sample.ratio(Yardstick.PACED)).isCloseTo(0.8, within(1e-9));
        assertThat(sample.ratio(Yardstick.TOGETHER)).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void whatIsAddedIsTheDifferenceAtTheMedian() {
        assertThat(sample.addedMillis()).isCloseTo(0.4, within(1e-9));
        assertThat(sample.served().docsPerSecond()).isEqualTo(500);
    }
}
