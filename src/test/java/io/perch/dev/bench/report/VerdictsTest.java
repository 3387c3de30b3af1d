package io.perch.dev.bench.report;

import static io.perch.dev.bench.report.SampleResults.ONE;
import static io.perch.dev.bench.report.SampleResults.SIXTY_FOUR;
import static io.perch.dev.bench.report.SampleResults.results;
import static io.perch.dev.bench.report.SampleResults.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.bench.cases.Subject;
import org.junit.jupiter.api.Test;

class VerdictsTest {

    @Test
    void theMedianDecides() {
        Results results = results(
                sample(Subject.ONNX_FP32, SIXTY_FOUR, 1000, 5.0),
                sample(Subject.ONNX_FP32, SIXTY_FOUR, 1000, 2.5),
                sample(Subject.ONNX_FP32, SIXTY_FOUR, 1000, 2.6));

        assertThat(Verdicts.of(results)).containsExactly(
                "reached ONNX fp32, JVM, 64 callers: 0.50 / 0.96 / 1.00 of R32, wanted 0.92");
    }

    @Test
    void oneCallerIsAlsoJudgedByHisWait() {
        assertThat(Verdicts.of(results(sample(Subject.ONNX_FP32, ONE, 1000, 6.25)))).containsExactly(
                "missed  ONNX fp32, JVM, 1 caller: 0.80 / 0.80 / 0.80 of R1 paced, wanted 0.95"
                        + " (0.64 / 0.64 / 0.64 of R1)",
                "reached ONNX fp32, JVM, 1 caller: p50 is 0.40 / 0.40 / 0.40 ms above the raw engine's, wanted 0.5");
    }

    @Test
    void refusalsReachNothing() {
        assertThat(Verdicts.of(results(sample(Subject.ONNX_FP32, SIXTY_FOUR, 1000, 1.0, 3))))
                .singleElement().asString().startsWith("missed (3 requests refused) ONNX fp32");
    }
}
