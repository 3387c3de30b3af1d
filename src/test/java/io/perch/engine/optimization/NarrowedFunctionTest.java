package io.perch.engine.optimization;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.OneModel;
import io.perch.engine.TestConfig;
import io.perch.engine.function.Functions;
import io.perch.engine.function.Inputs;
import io.perch.engine.function.TextFunction;
import io.perch.engine.libraries.NativeLibraries;
import io.perch.engine.torch.TorchNetwork;
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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code precision: bf16} where it is refused. Where it is not: {@link io.perch.engine.torch.TorchMiniLmTest}. */
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

        PerchException refusal = failureOf(() -> load(ModelFormat.TORCH_SCRIPT, files(TinyModels.VECTORS)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(refusal.reason()).contains("no layer of torch.nn.Linear");
        assertThat(dir).isDirectoryNotContaining("glob:**.bfloat16-*");
    }

    @Test
    void refusesANetworkThatIsNotTorchScript() {
        PerchException refusal = failureOf(() -> load(ModelFormat.ONNX, TinyModels.embeddingFiles()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
    }

    @Test
    void refusesAnswersThatDifferAndGivesTheFigure() {
        float[][] others = Stream.of(TinyModels.VECTORS).map(float[]::clone).toArray(float[][]::new);
        others[0] = new float[] {0.5f, 0, 0, 0};

        PerchException refusal = failureOf(() -> NarrowedFunction.open(
                () -> embedding(TinyModels.VECTORS), () -> embedding(others)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(refusal.reason()).containsPattern("cosine of 0\\.\\d+").contains("0.9999");
        assertThat(refusal.hint()).contains("fp32");
    }

    @Test
    void takesAnswersThatAgreeAndSaysSo() {
        try (TextFunction function = NarrowedFunction.open(
                () -> embedding(TinyModels.VECTORS), () -> embedding(TinyModels.VECTORS))) {
            assertThat(function.network().orElseThrow().traits())
                    .containsExactly(entry("precision", "bf16"), entry("lowest_cosine", "1.0"));
        }
    }

    private TextFunction embedding(float[][] table) {
        TinyModels.unpack(dir, files(table));
        Inputs inputs = new Inputs(FunctionName.TEXT_EMBEDDING, TestConfig.DEFAULTS);
        return new Functions(ModelFormat.TORCH_SCRIPT, config(null), dir, inputs,
                (given, tokenizer) -> TorchNetwork.open(dir.resolve("model.pt"), given)).open(FunctionName.TEXT_EMBEDDING);
    }

    private void load(ModelFormat format, Map<String, byte[]> files) {
        OneModel.of(FunctionName.TEXT_EMBEDDING, format, config(Precision.BF16), dir, files).close();
    }

    private static Map<String, byte[]> files(float[][] table) {
        return TinyModels.torchFiles(TinyTorchScript.sentenceTransformer(table).toBytes(), TinyModels.tokenizer(null));
    }

    private static ModelConfig config(Precision precision) {
        return new ModelConfig("bert", 4, FrameworkType.SENTENCE_TRANSFORMERS, null, null, PoolingMode.MEAN, false,
                null, null, null, null, precision, null);
    }
}
