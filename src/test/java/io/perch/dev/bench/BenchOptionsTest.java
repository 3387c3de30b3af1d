package io.perch.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.dev.StartFailed;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.report.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    @Test
    void measuresEverythingUnlessToldToBeQuick() {
        BenchOptions options = read();

        assertThat(options).isEqualTo(new BenchOptions(false, false, Subject.ALL, Path.of("p")));
        assertThat(options.results()).isEqualTo(Path.of("p/bench/results"));
        assertThat(options.plan().cells()).hasSize(22).doesNotHaveDuplicates()
                .containsAll(Goal.ALL.stream().map(Goal::cell).toList());
        assertThat(options.plan().warmUp()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void hastyFiguresDoNotOverwriteGoodOnes() {
        BenchOptions options = read("--quick", "--native");

        assertThat(options).isEqualTo(new BenchOptions(true, true, Subject.ALL, Path.of("p")));
        assertThat(options.results()).isEqualTo(Path.of("p/target/bench"));
        assertThat(options.plan().cells()).containsOnlyOnceElementsOf(Goal.ALL.stream().map(Goal::cell).toList());
    }

    @Test
    void figuresOfOneModelDoNotOverwriteTheTableOfAll() {
        BenchOptions options = read("--model", "TorchScript");

        assertThat(options).isEqualTo(new BenchOptions(false, false, List.of(Subject.TORCH_SCRIPT), Path.of("p")));
        assertThat(options.results()).isEqualTo(Path.of("p/target/bench"));
    }

    @Test
    void aModelThatIsNeverBatchedIsMeasuredWhereThereAreGoals() {
        Plan plan = read().plan();

        assertThat(plan.cells(Subject.ONNX_FP32)).hasSize(22);
        assertThat(plan.cells(Subject.ONNX_INT8)).containsExactlyElementsOf(
                Goal.ALL.stream().map(Goal::cell).distinct().toList());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> read("--model", "BERT")).isInstanceOf(StartFailed.class)
                .hasMessageContaining("'BERT'").hasMessageContaining("'ONNX int8 batched'");
        assertThatThrownBy(() -> read("--model")).isInstanceOf(StartFailed.class);
        assertThatThrownBy(() -> read("--quik")).isInstanceOf(StartFailed.class).hasMessageContaining("'--quik'");
    }

    private static BenchOptions read(String... words) {
        return BenchOptions.read(List.of(words), Path.of("p"));
    }
}
