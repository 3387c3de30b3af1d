package io.perch.engine.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Named.named;

import ai.onnxruntime.OrtException;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.testing.TinyBert;
import io.perch.testing.TinyBert.Masking;
import io.perch.testing.TinyBert.Scaling;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each form of export that is known, on a BERT of random weights, run by ONNX Runtime before and after. */
class FusedGraphTest {

    private static final Fusions ALL = new Fusions(TinyBert.LAYERS, 2 * TinyBert.LAYERS, 1);

    @TempDir
    Path dir;

    static Stream<Named<TinyBert>> wholeFusions() {
        return Stream.of(
                named("opset 11", new TinyBert().opset(11)),
                named("opset 13", new TinyBert()),
                named("opset 17, the operator", new TinyBert().opset(17).normOperator()),
                named("opset 18, axes as input", new TinyBert().opset(18)),
                named("scaled by a product", new TinyBert().scaling(Scaling.MUL)),
                named("queries scaled", new TinyBert().scaling(Scaling.QUERIES)),
                named("scaled_dot_product_attention", new TinyBert().opset(14).scaling(Scaling.BOTH_SIDES_COMPUTED)
                        .masking(Masking.EXPANDED_WHERE)),
                named("scores replaced", new TinyBert().masking(Masking.SCORES_REPLACED)),
                named("no token types", new TinyBert().withoutTokenTypes()),
                named("no mask", new TinyBert().masking(Masking.NONE)),
                named("constant shapes", new TinyBert().constantShapes()),
                named("position bias", new TinyBert().positionBias()),
                named("computed positions", new TinyBert().opset(14).computedPositions()));
    }

    @ParameterizedTest
    @MethodSource("wholeFusions")
    void fusesAllOfAKnownForm(TinyBert bert) throws IOException, OrtException {
        Path plain = Files.write(dir.resolve("plain.onnx"), bert.toBytes());

        Fusions fusions = FusedGraph.write(plain, dir.resolve("fused"));

        assertThat(fusions).isEqualTo(ALL);
        assertAnswersAlike(plain);
    }

    @Test
    void leavesAMaskOverQueriesAlone() throws IOException, OrtException {
        assertPartlyFused(new TinyBert().masking(Masking.ON_QUERIES), new Fusions(0, 4, 1));
    }

    @Test
    void leavesAttentionThatIsAnOutputAlone() throws IOException, OrtException {
        assertPartlyFused(new TinyBert().showsScores(), new Fusions(1, 4, 1));
    }

    private void assertPartlyFused(TinyBert bert, Fusions expected) throws IOException, OrtException {
        Path plain = Files.write(dir.resolve("plain.onnx"), bert.toBytes());

        Fusions fusions = FusedGraph.write(plain, dir.resolve("fused"));

        assertThat(fusions).isEqualTo(expected);
        assertAnswersAlike(plain);
    }

    /** Two rows, the second of them padded; the vectors of pads are nobody's business. */
    private void assertAnswersAlike(Path plain) throws OrtException {
        for (int n : new int[] {3, 17}) {
            long[][] ids = OnnxRuns.ids(2, n, TinyModels.WORDS.length);
            float[] before = OnnxRuns.run(plain, ids, OnnxRuns.mask(2, n));
            float[] after = OnnxRuns.run(dir.resolve("fused"), ids, OnnxRuns.mask(2, n));
            int told = before.length - TinyBert.HIDDEN;
            assertThat(Arrays.copyOf(after, told)).containsExactly(Arrays.copyOf(before, told), within(1e-4f));
        }
    }

    @Test
    void refusesWhereNothingIsKnown() throws IOException {
        PerchException refusal = refused(TinyOnnx.lookup(TinyModels.VECTORS).toBytes());

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(refusal.reason()).contains("no attention, residual layer norm or embedding");
    }

    @Test
    void refusesQuantizedNetworks() throws IOException {
        PerchException refusal = refused(TinyOnnx.dynamicInt8(TinyModels.VECTORS).toBytes());

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(refusal.reason()).contains("quantized (DynamicQuantizeLinear)");
    }

    @Test
    void refusesWhatIsNoNetwork() throws IOException {
        assertThat(refused("not a network".getBytes()).code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refused(new byte[0]).code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = new TinyBert().toBytes();

        for (int length = whole.length - 1; length > 0; length -= 97) {
            assertThat(refused(Arrays.copyOf(whole, length)).code()).as("%d bytes", length)
                    .isIn(ErrorCode.ENGINE_REFUSED_MODEL, ErrorCode.OPTIMIZATION_REFUSED);
        }
    }

    private PerchException refused(byte[] model) throws IOException {
        Path plain = Files.write(dir.resolve("refused.onnx"), model);
        PerchException refusal = catchThrowableOfType(PerchException.class,
                () -> FusedGraph.write(plain, dir.resolve("none")));
        assertThat(dir.resolve("none")).doesNotExist();
        return refusal;
    }
}
