package io.perch.dev.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.dev.StartFailed;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.cases.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawProcessTest {

    private static final Duration EACH = Duration.ofMillis(40);

    @TempDir
    private Path dir;

    @Test
    void measuresTheRealModelInAProcessOfItsOwn() {
        Path zip = Subject.ONNX_INT8.pack().apply(dir).zip();

        try (RawProcess raw = RawProcess.start(Subject.ONNX_INT8, zip, EACH, dir.resolve("log"))) {
            RawCosts oneLength = raw.costs(Texts.SHORT);
            RawCosts allLengths = raw.costs(Texts.MIXED);

            assertThat(oneLength.alone().cost().secondsPerDoc()).containsOnlyKeys(12);
            assertThat(oneLength.alone().cost().at(12)).isPositive();
            assertThat(oneLength.together().at(12)).isPositive();
            assertThat(oneLength.paced().p50Millis()).isPositive();
            assertThat(allLengths.alone().cost().secondsPerDoc()).hasSize(10).containsKeys(Texts.SHORTEST, Texts.LONGEST);
            assertThat(allLengths.alone().cost().at(Texts.LONGEST)).isGreaterThan(allLengths.alone().cost().at(Texts.SHORTEST));
            // int8 is never batched
            assertThat(allLengths.together()).isEqualTo(allLengths.alone().cost());
        }
    }

    @Test
    void measuresTorchScriptToo() {
        Path zip = Subject.TORCH_SCRIPT.pack().apply(dir).zip();

        try (RawProcess raw = RawProcess.start(Subject.TORCH_SCRIPT, zip, EACH, dir.resolve("log"))) {
            RawCosts costs = raw.costs(Texts.SHORT);

            assertThat(costs.alone().cost().at(12)).isPositive();
            assertThat(costs.together().at(12)).isPositive();
        }
    }

    @Test
    void saysWhyThereAreNoFigures() throws IOException {
        Path noZip = Files.writeString(dir.resolve("model.zip"), "no zip");

        assertThatThrownBy(() -> RawProcess.start(Subject.ONNX_FP32, noZip, EACH, dir.resolve("log")))
                .isInstanceOf(StartFailed.class).hasMessageContaining("ended by itself").hasMessageContaining("ZipException");
    }
}
