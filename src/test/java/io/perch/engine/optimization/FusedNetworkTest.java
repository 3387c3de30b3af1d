package io.perch.engine.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.dev.models.MiniLm;
import io.perch.engine.fusion.FusedGraph;
import io.perch.engine.fusion.Fusions;
import io.perch.engine.libraries.NativeLibraries;
import io.perch.engine.network.Agreement;
import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.TokenInput;
import io.perch.engine.network.Wanted;
import io.perch.engine.onnx.OnnxNetwork;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.testing.TinyBert;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening fused networks, and holding them against the plain ones. */
class FusedNetworkTest {

    @TempDir
    Path dir;

    @BeforeAll
    static void prepare() {
        new NativeLibraries(Optional.empty()).prepare();
    }

    @Test
    void theRealMiniLmAnswersAsBefore() {
        MiniLm.unpack(dir);
        try (TextTokenizer tokenizer = TextTokenizer.open(dir, null);
             Network plain = OnnxNetwork.open(dir.resolve("model.onnx"), TokenInput.OF_TEXTS);
             Network fused = FusedNetwork.open(dir.resolve("model.onnx"), TokenInput.OF_TEXTS, tokenizer)) {
            Agreement agreement = Rehearsal.of(plain, tokenizer).with(fused);

            assertThat(agreement.lowestCosine()).isGreaterThan(0.999999);
            // between vectors of padding; those of tokens differ by some 1e-6
            assertThat(agreement.largestDifference()).isLessThan(1e-3);
        }
    }

    @Test
    void findsEverythingInTheRealMiniLm() {
        MiniLm.unpack(dir);

        assertThat(FusedGraph.write(dir.resolve("model.onnx"), dir.resolve("fused"))).isEqualTo(new Fusions(6, 12, 1));
    }

    @Test
    void companyChangesNotOneBitOfTheRealMiniLm() {
        MiniLm.unpack(dir);
        try (TextTokenizer tokenizer = TextTokenizer.open(dir, null);
             Network fused = FusedNetwork.open(dir.resolve("model.onnx"), TokenInput.OF_TEXTS, tokenizer)) {
            List<Tokens> texts = Stream.of("today is sunny", "today is rainy", "now we dance", "hello big world")
                    .map(tokenizer::encode).toList();

            List<float[]> together = vectors(fused, texts);

            for (int i = 0; i < texts.size(); i++) {
                assertThat(together.get(i)).containsExactly(vectors(fused, List.of(texts.get(i))).getFirst());
            }
        }
    }

    private static List<float[]> vectors(Network network, List<Tokens> batch) {
        NetworkOutput.Floats output = (NetworkOutput.Floats) network.run(batch, Wanted.ALL, new RunBuffers()).getFirst();
        List<float[]> vectors = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            vectors.add(output.floats(row, new float[output.rowSize()]));
        }
        return vectors;
    }

    @Test
    void leavesNothingBeside() throws IOException {
        Path network = unpacked(new TinyBert().toBytes());
        Files.writeString(dir.resolve(".fused-by-a-process-that-died"), "half a graph");

        open(network).close();

        assertThat(dir).isDirectoryNotContaining("glob:**.fused-*").isDirectoryContaining("glob:**model.onnx");
    }

    /** Attention is left alone: its three weights would have to be copied into the graph. */
    @Test
    void keepsWeightsThatLieInAFileOfTheirOwn() throws IOException {
        TinyBert bert = new TinyBert().matricesIn("weights");
        Path network = unpacked(bert.toBytes());
        Files.write(dir.resolve("weights"), bert.weightsBeside());

        open(network).close();

        assertThat(FusedGraph.write(network, dir.resolve("fused"))).isEqualTo(new Fusions(0, 4, 1));
    }

    @Test
    void aCosineThatIsTooLowIsToldInTheRefusal() {
        PerchException refusal = catchThrowableOfType(PerchException.class,
                () -> FusedNetwork.refuseUnlike(new Agreement(0.99985, 0.1)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(refusal.reason()).contains("a cosine of 0.99985 to those of the plain network");
    }

    @Test
    void refusesWhereThereIsNothingToFuse() throws IOException {
        Path network = unpacked(TinyOnnx.lookup(TinyModels.VECTORS).toBytes());

        PerchException refusal = catchThrowableOfType(PerchException.class, () -> open(network));

        assertThat(refusal.code()).isEqualTo(ErrorCode.OPTIMIZATION_REFUSED);
        assertThat(dir).isDirectoryNotContaining("glob:**.fused-*");
    }

    @Test
    void tellsNetworksApartThatAnswerDifferently() throws IOException {
        TinyModels.unpack(dir, TinyModels.embeddingFiles());
        Path other = Files.write(dir.resolve("other"), TinyOnnx.lookup(bent()).toBytes());
        try (TextTokenizer tokenizer = TextTokenizer.open(dir, null);
             Network one = OnnxNetwork.open(dir.resolve("model.onnx"), TokenInput.OF_TEXTS);
             Network another = OnnxNetwork.open(other, TokenInput.OF_TEXTS)) {
            Rehearsal rehearsal = Rehearsal.of(one, tokenizer);

            assertThat(rehearsal.with(one)).isEqualTo(new Agreement(1, 0));
            assertThat(rehearsal.with(another).isEnough()).isFalse();
            assertThat(rehearsal.with(another).lowestCosine()).isBetween(0.99, 0.9999);
        }
    }

    @Test
    void tellsNetworksApartThatDifferInTheSecondTypeOnly() throws IOException {
        Path typed = unpacked(new TinyBert().toBytes());
        Path blind = Files.write(dir.resolve("blind"), new TinyBert().blindToTypes().toBytes());
        try (TextTokenizer tokenizer = TextTokenizer.open(dir, null);
             Network one = OnnxNetwork.open(typed, TokenInput.OF_TEXTS);
             Network another = OnnxNetwork.open(blind, TokenInput.OF_TEXTS)) {
            assertThat(Rehearsal.of(one, tokenizer).with(another).isEnough()).isFalse();
        }
    }

    /** The vector of [CLS], which is in every text, by three degrees. */
    private static float[][] bent() {
        float[][] vectors = TinyModels.VECTORS.clone();
        vectors[1] = new float[] {1, 0.05f, 0, 0};
        return vectors;
    }

    private Path unpacked(byte[] network) {
        return TinyModels.unpack(dir, TinyModels.files(network, TinyModels.tokenizer(null))).resolve("model.onnx");
    }

    private Network open(Path network) {
        try (TextTokenizer tokenizer = TextTokenizer.open(dir, null)) {
            return FusedNetwork.open(network, TokenInput.OF_TEXTS, tokenizer);
        }
    }
}
