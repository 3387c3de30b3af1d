package io.perch.dev.bench.report;

import static io.perch.dev.bench.report.SampleResults.ONE;
import static io.perch.dev.bench.report.SampleResults.SIXTY_FOUR;
import static io.perch.dev.bench.report.SampleResults.results;
import static io.perch.dev.bench.report.SampleResults.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.bench.cases.Subject;
import org.junit.jupiter.api.Test;

class TablesTest {

    private final Results results = results(
            sample(Subject.ONNX_FP32, ONE, 1000, 6.25),
            sample(Subject.ONNX_FP32, SIXTY_FOUR, 1000, 2.5),
            sample(Subject.ONNX_FP32, SIXTY_FOUR, 1000, 5, 2));

    @Test
    void aRowPerWayOfCallingWithItsSpread() {
        assertThat(Markdown.of(results, "Made here.")).contains("Made here.", "## ONNX fp32, JVM", "## Goals",
                "| 12 tokens | 1 | 64 | 200 / 200 / 400 | 0.80 / 0.80 / 1.60 | 1.00 / 1.00 / 2.00 | 0.50 / 0.50 / 1.00 | 500 / 500 / 500 "
                        + "| 5.4 / 5.4 / 5.4 | 9.5 / 9.5 / 9.5 | 2 |",
                "| 12 tokens | 250 / 250 / 250 | 200 / 200 / 200 | 400 / 400 / 400 | 4.00 / 4.00 / 4.00 | 5.00 / 5.00 / 5.00 |",
                "| JVM | 2.5 s | 200 | 400 | 500 | 600 |");
    }

    @Test
    void everyMeasurementIsALineOfTheCsv() {
        assertThat(Csv.of(results.samples()).lines()).hasSize(4)
                .allMatch(line -> line.split(",").length == 21)
                .contains("JVM,ONNX fp32,12 tokens,1,1,1,1000,0,2.000,6.25,0.10,5.400,9.500,250.00,200.00,400.00,4.000,5.000,0.6400,0.8000,0.4000");
    }
}
