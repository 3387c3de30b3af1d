package io.perch.engine;

import static io.perch.engine.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PoolingMode;
import io.perch.model.Precision;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyTorchScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code precision: bf16} where it is refused. Where it is not: {@link TorchMiniLmTest}. */
class NarrowedFunctionTest {

    @TempDir
    Path dir;

    @BeforeEach
    void findTheLibraries() {
        new NativeLibraries(TestConfig.DEFAULTS.nativeLibDir()).prepare();
        assumeTrue(Bfloat16Processor.here());
    }

    @Test
    void refusesANetworkWithoutLinearLayers() throws IOException {
        Files.writeString(dir.resolve(".bfloat16-by-a-process-that-died"), "half a network");

        PerchException refusal = failureOf(() -> embedding(TinyModels.VECTORS, Precision.BF16));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(refusal.reason()).contains("no layer of torch.nn.Linear");
        assertThat(dir).isDirectoryNotContaining("glob:**.bfloat16-*");
    }

    @Test
    void refusesANetworkThatIsNotTorchScript() {
        TinyModels.unpack(dir, TinyModels.embeddingFiles());

        PerchException refusal = failureOf(() -> open(ModelFormat.ONNX, Precision.BF16));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
    }

    @Test
    void refusesAnswersThatDifferAndGivesTheFigure() {
        float[][] others = Stream.of(TinyModels.VECTORS).map(float[]::clone).toArray(float[][]::new);
        others[0] = new float[] {0.5f, 0, 0, 0};

        PerchException refusal = failureOf(() -> NarrowedFunction.open(
                () -> embedding(TinyModels.VECTORS, null), () -> embedding(others, null)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(refusal.reason()).containsPattern("cosine of 0\\.\\d+").contains("0.9999");
        assertThat(refusal.hint()).contains("fp32");
    }

    @Test
    void takesAnswersThatAgreeAndSaysSo() {
        try (TextFunction function = NarrowedFunction.open(
                () -> embedding(TinyModels.VECTORS, null), () -> embedding(TinyModels.VECTORS, null))) {
            assertThat(function.network().orElseThrow().traits())
                    .containsExactly(entry("precision", "bf16"), entry("lowest_cosine", "1.0"));
        }
    }

    private TextFunction embedding(float[][] table, Precision precision) {
        TinyModels.unpack(dir, TinyModels.torchFiles(
                TinyTorchScript.sentenceTransformer(table).toBytes(), TinyModels.tokenizer(null)));
        return open(ModelFormat.TORCH_SCRIPT, precision);
    }

    private TextFunction open(ModelFormat format, Precision precision) {
        ModelConfig config = new ModelConfig("bert", 4, FrameworkType.SENTENCE_TRANSFORMERS, null, null, PoolingMode.MEAN, false,
                null, null, null, null, precision, null);
        return Functions.open(FunctionName.TEXT_EMBEDDING, format, config, dir,
                new Inputs(FunctionName.TEXT_EMBEDDING, TestConfig.DEFAULTS));
    }
}
