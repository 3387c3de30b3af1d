package io.perch.dev.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.dev.StartFailed;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.report.Goal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    private static final Set<Measured> EVERYTHING = Set.of(Measured.MODELS, Measured.CHATS, Measured.STREAMS, Measured.GATES,
            Measured.DOCUMENTS);

    @Test
    void measuresEverythingUnlessToldToBeQuick() {
        BenchOptions options = read();

        assertThat(options).isEqualTo(new BenchOptions(false, false, EVERYTHING, Subject.ALL, Path.of("p")));
        assertThat(options.results()).isEqualTo(Path.of("p/bench/results")).isEqualTo(options.modelResults());
        assertThat(options.plan().cells()).hasSize(22).doesNotHaveDuplicates()
                .containsAll(Goal.ALL.stream().map(Goal::cell).toList());
        assertThat(options.plan().warmUp()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void hastyFiguresDoNotOverwriteGoodOnes() {
        BenchOptions options = read("--quick", "--native");

        assertThat(options).isEqualTo(new BenchOptions(true, true, EVERYTHING, Subject.ALL, Path.of("p")));
        assertThat(options.results()).isEqualTo(Path.of("p/target/bench")).isEqualTo(options.modelResults());
        assertThat(options.streams()).isLessThan(read().streams());
        assertThat(options.plan().cells()).containsOnlyOnceElementsOf(Goal.ALL.stream().map(Goal::cell).toList());
    }

    @Test
    void figuresOfOneModelDoNotOverwriteTheTableOfAll() {
        BenchOptions options = read("--model", "TorchScript");

        assertThat(options).isEqualTo(new BenchOptions(false, false, Set.of(Measured.MODELS), List.of(Subject.TORCH_SCRIPT),
                Path.of("p")));
        assertThat(options.modelResults()).isEqualTo(Path.of("p/target/bench"));
    }

    @Test
    void aModelThatIsNeverBatchedIsMeasuredWhereThereAreGoals() {
        Plan plan = read().plan();

        assertThat(plan.cells(Subject.ONNX_FP32)).hasSize(22);
        assertThat(plan.cells(Subject.ONNX_INT8)).containsExactlyElementsOf(
                Goal.ALL.stream().map(Goal::cell).distinct().toList());
    }

    @Test
    void partsCanBeMeasuredAlone() {
        assertThat(read("--remote").measured()).containsExactly(Measured.CHATS);
        assertThat(read("--streams", "--remote", "--native").measured()).containsExactly(Measured.CHATS, Measured.STREAMS);
        assertThat(read("--gate").measured()).containsExactly(Measured.GATES);
        assertThat(read("--streams").results()).isEqualTo(Path.of("p/bench/results"));
        assertThat(read("--model", "ONNX fp32", "--streams").measured()).containsExactly(Measured.MODELS, Measured.STREAMS);
    }

    @Test
    void chatsAreMeasuredWarmAndWithAsManyStreamsAsAreMeantToFit() {
        assertThat(read().chatPlan().warmUp()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
        assertThat(read().streams()).isEqualTo(10_000);
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
