package io.perch.engine;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.ModelProfile;
import io.perch.model.PoolingMode;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.model.PredictTerms;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {

    private static final ModelConfig MEAN = config(PoolingMode.MEAN, false);

    @TempDir
    Path dir;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Engine engine = new Engine(TestConfig.DEFAULTS, registry);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void embedsATextAsTheMeanOfItsTokens() {
        LoadedModel model = load(lookup(), MEAN);

        Result result = embed(model, "hello").getFirst();

        // [CLS] (1 0 0 0), hello (1 2 3 4), [SEP] (0 1 0 0)
        assertThat(vector(result)).containsExactly(2 / 3f, 1f, 1f, 4 / 3f);
        assertThat(result.tensors().getFirst().name()).isEqualTo("sentence_embedding");
        assertThat(result.tokens()).isEqualTo(3);
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void emptyTextIsItsSpecialTokens() {
        assertThat(vector(embed(load(lookup(), MEAN), "").getFirst())).containsExactly(0.5f, 0.5f, 0f, 0f);
    }

    @Test
    void maxPoolingKeepsAPlainShapeAndNormalizesOverTheDimensions() {
        Result result = embed(load(lookup(), config(PoolingMode.MAX, true)), "hello").getFirst();

        double length = Math.sqrt(1 + 4 + 9 + 16);
        assertThat(vector(result)).containsExactly(
                (float) (1 / length), (float) (2 / length), (float) (3 / length), (float) (4 / length));
        assertThat(shape(result)).containsExactly(4);
    }

    @Test
    void withoutPoolingTheTokenVectorsComeBack() {
        Result result = embed(load(lookup(), config(PoolingMode.NONE, false)), "hello").getFirst();

        assertThat(shape(result)).containsExactly(3, 4);
        assertThat(vector(result)).containsExactly(1, 0, 0, 0, 1, 2, 3, 4, 0, 1, 0, 0);
    }

    @Test
    void withoutPoolingTheSecondOutputIsTheOneWanted() {
        LoadedModel model = load(TinyOnnx.lookup(TinyModels.VECTORS).alsoPooled().toBytes(), config(PoolingMode.NONE, false));

        assertThat(vector(embed(model, "").getFirst())).containsExactly(0.5f, 0.5f, 0f, 0f);
        assertThat(shape(embed(model, "").getFirst())).containsExactly(4);
    }

    @Test
    void whatTheNetworkPooledItselfIsTakenAsItIs() {
        LoadedModel model = load(TinyOnnx.pooled(TinyModels.VECTORS).toBytes(), config(PoolingMode.CLS, true));

        assertThat(vector(embed(model, "").getFirst()))
                .containsExactly((float) (0.5f / Math.sqrt(0.5)), (float) (0.5f / Math.sqrt(0.5)), 0f, 0f);
    }

    @Test
    void givesTokenTypesToANetworkThatDeclaresThem() {
        LoadedModel model = load(TinyOnnx.lookup(TinyModels.VECTORS).input("token_type_ids").toBytes(), MEAN);

        assertThat(embed(model, "hello world")).hasSize(1);
    }

    @Test
    void refusesANetworkThatWantsOtherInputs() {
        PerchException refusal = refusal(TinyOnnx.lookup(TinyModels.VECTORS).input("pixel_values").toBytes(), MEAN);

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("pixel_values").contains("input_ids");
    }

    @Test
    void refusesWhatIsNoNetwork() {
        PerchException refusal = refusal("garbage".getBytes(), MEAN);

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("model.onnx").containsIgnoringCase("protobuf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../weights.bin", "/etc/hostname", "sub/../../weights.bin", "not-in-the-package.bin"})
    void refusesWeightsOutsideThePackage(String location) throws IOException {
        Path outside = dir.resolveSibling("weights.bin");
        Files.write(outside, new byte[7 * 4 * Float.BYTES]);
        try {
            PerchException refusal = refusal(TinyOnnx.external(7, 4, location).toBytes(), MEAN);

            assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
            assertThat(refusal.reason()).contains("model.onnx");
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void takesWeightsBesideTheNetwork() {
        TinyModels.unpack(dir, Map.of("weights.bin", new byte[7 * 4 * Float.BYTES]));

        assertThat(vector(embed(load(TinyOnnx.external(7, 4, "weights.bin").toBytes(), MEAN), "hello").getFirst()))
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void refusesAnOperatorThatTheRuntimeLacks() {
        PerchException refusal = refusal(TinyOnnx.unknownOperator(TinyModels.VECTORS).toBytes(), MEAN);

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("ReadTeaLeaves");
    }

    @Test
    void refusesADimensionThatTheNetworkDoesNotHave() {
        PerchException refusal = refusal(lookup(), new ModelConfig("bert", 768, FrameworkType.SENTENCE_TRANSFORMERS, null, null,
                PoolingMode.MEAN, false, null, null, null));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).isEqualTo("The model is registered with embedding_dimension 768, but its network answers"
                + " vectors of 4 numbers");
    }

    @Test
    void refusesANetworkThatCannotEvenAnswerTheWarmUp() {
        float[][] damaged = new float[TinyModels.VECTORS.length][4];
        Arrays.stream(damaged).forEach(vector -> Arrays.fill(vector, Float.NaN));

        PerchException refusal = refusal(TinyOnnx.lookup(damaged).toBytes(), MEAN);

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("NaN");
    }

    @Test
    void refusesAnIncompletePackage() {
        TinyModels.unpack(dir, Map.of("tokenizer.json", TinyModels.tokenizer(null)));

        assertThat(failureOf(() -> load(MEAN)).code()).isEqualTo(ErrorCode.PACKAGE_INCOMPLETE);
    }

    @Test
    void refusesAPackageWithoutTokenizer() {
        TinyModels.unpack(dir, Map.of("model.onnx", lookup()));

        PerchException refusal = failureOf(() -> load(MEAN));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PACKAGE_INCOMPLETE);
        assertThat(refusal.reason()).isEqualTo("No tokenizer file");
    }

    @Test
    void refusesTwoNetworks() {
        TinyModels.unpack(dir, Map.of("a.onnx", lookup(), "b.onnx", lookup(), "tokenizer.json", TinyModels.tokenizer(null)));

        assertThat(failureOf(() -> load(MEAN)).code()).isEqualTo(ErrorCode.PACKAGE_AMBIGUOUS);
    }

    @Test
    void refusesWhatRunsElsewhere() {
        PerchException refusal = failureOf(() -> engine.load("m", FunctionName.REMOTE, null, MEAN, dir));

        assertThat(refusal.code()).isEqualTo(ErrorCode.FUNCTION_NOT_SERVED);
    }

    @Test
    void namesTheLibraryThatIsMissing() {
        Engine lost = new Engine(TestConfig.DEFAULTS.nativeLibDir(dir), registry);

        PerchException refusal = failureOf(() -> lost.load("m", FunctionName.TEXT_EMBEDDING, ModelFormat.ONNX, MEAN, dir));

        lost.close();
        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_MISSING);
        assertThat(refusal.reason()).contains(System.mapLibraryName("onnxruntime")).contains(dir.toString());
    }

    @Test
    void aBadTextDoesNotSpoilItsNeighbours() {
        LoadedModel model = load(lookup(), MEAN);

        PerchException noNumber = failureOf(() -> embed(model, "hello", "damaged"));
        PerchException noVector = failureOf(() -> embed(model, "beyond"));
        List<Result> neighbours = embed(model, "hello", "world", "sun");

        assertThat(noNumber.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(noNumber.reason()).contains("NaN");
        assertThat(noVector.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(noVector.reason()).contains("indices element out of data bounds");
        assertThat(neighbours).hasSize(3);
    }

    @Test
    void dynamicInt8AnswersTheSameInCompanyAsAlone() {
        LoadedModel model = load(TinyOnnx.dynamicInt8(TinyModels.VECTORS).toBytes(), MEAN);

        List<Result> together = embed(model, "hello", "world", "sun");

        assertThat(vector(together.get(0))).containsExactly(vector(embed(model, "hello").getFirst()));
        assertThat(vector(together.get(2))).containsExactly(vector(embed(model, "sun").getFirst()));
    }

    @Test
    void itsOwnerMayLetDynamicInt8Batch() {
        LoadedModel model = load(TinyOnnx.dynamicInt8(TinyModels.VECTORS).toBytes(), batching(true));

        List<Result> together = embed(model, "world sun ".repeat(8).split(" "));

        float[] alone = vector(embed(model, "sun").getFirst());
        assertThat(IntStream.range(0, 8).mapToObj(i -> vector(together.get(2 * i + 1)))).anyMatch(sun -> !Arrays.equals(sun, alone));
        assertThat(infers()).isLessThan(17);
    }

    @Test
    void itsOwnerMayKeepAnyModelFromBatching() {
        LoadedModel model = load(lookup(), batching(false));

        assertThat(embed(model, "hello", "world", "sun")).hasSize(3);
        assertThat(infers()).isEqualTo(3);
    }

    private long infers() {
        return registry.get("perch.stage").tag("stage", "infer").timer().count();
    }

    private static ModelConfig batching(boolean batches) {
        return new ModelConfig("bert", 4, FrameworkType.SENTENCE_TRANSFORMERS, null, null, PoolingMode.MEAN, false, null, null, null,
                null, null, batches);
    }

    @Test
    void aBatchAxisOfOneIsRespected() {
        LoadedModel model = load(TinyOnnx.lookup(TinyModels.VECTORS).batchOfOne().toBytes(), MEAN);

        assertThat(embed(model, "hello", "world", "sun")).hasSize(3);
    }

    @Test
    void reportsAndCountsTextsThatWereCut() {
        LoadedModel model = load(lookup(), new ModelConfig("bert", 4, FrameworkType.SENTENCE_TRANSFORMERS, null, null,
                PoolingMode.MEAN, false, 5, null, null));

        List<Result> results = embed(model, "hello world sun", "hello world sun hello", "hello");

        assertThat(results).extracting(Result::truncated).containsExactly(false, true, false);
        assertThat(results).extracting(Result::tokens).containsExactly(5, 5, 3);
        assertThat(registry.get("perch.texts.truncated").tag("model", "m").counter().count()).isEqualTo(1);
    }

    @Test
    void keepsTheTensorsThatTheFilterNames() {
        LoadedModel model = load(lookup(), MEAN);

        assertThat(filtered(model, List.of("sentence_embedding"), List.of()).tensors()).hasSize(1);
        assertThat(filtered(model, List.of("other"), List.of(0)).tensors()).hasSize(1);
        assertThat(filtered(model, List.of("other"), List.of(1)).tensors()).isNull();
    }

    @Test
    void prefixesTextsOfAnAsymmetricModel() {
        LoadedModel model = load(lookup(), asymmetric("sun ", "world "));

        assertThat(side(model, ContentType.QUERY)).isEqualTo(side(model, ContentType.UNSAID));
        assertThat(side(model, ContentType.PASSAGE)).isNotEqualTo(side(model, ContentType.QUERY));
        assertThat(failureOf(() -> side(model, ContentType.NONE)).reason())
                .startsWith("The embedding model chosen is asymmetric.");
    }

    @Test
    void aSideWithoutPrefixIsLeftAlone() {
        LoadedModel asymmetric = load(lookup(), asymmetric("sun ", null));
        LoadedModel plain = load(MEAN);

        assertThat(side(asymmetric, ContentType.PASSAGE)).isEqualTo(side(plain, ContentType.NONE));
        assertThat(side(plain, ContentType.UNSAID)).isEqualTo(side(plain, ContentType.NONE));
        PerchException refusal = failureOf(() -> side(plain, ContentType.PASSAGE));
        assertThat(refusal.code()).isEqualTo(ErrorCode.INPUT_INVALID);
        assertThat(refusal.reason()).startsWith("When passing AsymmetricTextEmbeddingParameters");
    }

    @Test
    void refusesInputOfOtherFunctions() {
        LoadedModel model = load(lookup(), MEAN);

        assertThat(failureOf(() -> predict(model, new PredictInput.Similarity("q", List.of("d")))).reason())
                .contains("wants text_docs");
        assertThat(failureOf(() -> predict(model, new PredictInput.Question("q", "c"))).code())
                .isEqualTo(ErrorCode.INPUT_INVALID);
    }

    @Test
    void refusesNoTextsAndNullTexts() {
        LoadedModel model = load(lookup(), MEAN);

        assertThat(failureOf(() -> embed(model)).reason()).isEqualTo("Empty text docs");
        assertThat(failureOf(() -> embed(model, "a", null)).reason()).isEqualTo("text_docs[1] is null");
    }

    @Test
    void refusesTooManyTextsAndTooLongOnes() {
        LoadedModel model = load(lookup(), MEAN);

        PerchException many = failureOf(() -> embed(model, Collections.nCopies(1001, "a").toArray(String[]::new)));
        PerchException big = failureOf(() -> embed(model, "é".repeat(5 * 1024 * 1024 / 2)));

        assertThat(many.code()).isEqualTo(ErrorCode.INPUT_TOO_LARGE);
        assertThat(many.reason()).contains("1001").contains("1000");
        assertThat(many.hint()).contains("perch.engine.max-docs-per-request");
        assertThat(big.code()).isEqualTo(ErrorCode.INPUT_TOO_LARGE);
        assertThat(big.reason()).contains("5242880").contains("1048576");
    }

    @Test
    void measuresEveryStage() {
        embed(load(lookup(), MEAN), "hello");

        for (String stage : List.of("queue", "tokenize", "infer", "post")) {
            assertThat(registry.get("perch.stage").tag("model", "m").tag("stage", stage).timer().count()).as(stage).isEqualTo(1);
        }
    }

    @Test
    void aModelLoadedAgainKeepsItsMeters() {
        LoadedModel first = load(lookup(), MEAN);
        LoadedModel second = load(MEAN);
        first.close();

        embed(second, "hello");

        assertThat(registry.get("perch.stage").tag("stage", "infer").timer().count()).isEqualTo(1);
        second.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void itsMemoryIsNotLessThanItsFilesSuggest() {
        long files = lookup().length + TinyModels.tokenizer(null).length;

        assertThat(load(lookup(), MEAN).memoryBytes()).isGreaterThanOrEqualTo(files);
    }

    @Test
    void showsHowItRuns() {
        ModelProfile profile = load(lookup(), MEAN).profile();

        assertThat(profile.predictor()).isEqualTo("io.perch.engine.function.TextEmbedding");
        assertThat(profile.engine()).isEqualTo("onnxruntime");
        assertThat(profile.traits()).containsExactly(Map.entry("batching", "texts of one length together"));
        assertThat(profile.busy()).isFalse();
    }

    @Test
    void refusesPredictsAfterClose() {
        LoadedModel model = load(lookup(), MEAN);
        engine.close();

        assertThat(failureOf(() -> embed(model, "hello")).code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
    }

    private static byte[] lookup() {
        return TinyOnnx.lookup(TinyModels.VECTORS).toBytes();
    }

    private PerchException refusal(byte[] network, ModelConfig config) {
        return failureOf(() -> load(network, config));
    }

    private LoadedModel load(byte[] network, ModelConfig config) {
        TinyModels.unpack(dir, TinyModels.files(network, TinyModels.tokenizer(null)));
        return load(config);
    }

    private LoadedModel load(ModelConfig config) {
        return engine.load("m", FunctionName.TEXT_EMBEDDING, ModelFormat.ONNX, config, dir);
    }

    private static List<Result> embed(LoadedModel model, String... texts) {
        TextDocs docs = new TextDocs(Arrays.asList(texts), ResultFilter.ALL, ContentType.NONE, SparseFormat.WORD);
        return predict(model, docs).results();
    }

    private static Result filtered(LoadedModel model, List<String> names, List<Integer> positions) {
        ResultFilter filter = new ResultFilter(true, false, names, positions);
        return predict(model, new TextDocs(List.of("hello"), filter, ContentType.NONE, SparseFormat.WORD)).results().getFirst();
    }

    private static float[] side(LoadedModel model, ContentType side) {
        TextDocs docs = new TextDocs(List.of("hello"), ResultFilter.ALL, side, SparseFormat.WORD);
        return vector(predict(model, docs).results().getFirst());
    }

    private static PredictOutput predict(LoadedModel model, PredictInput input) {
        return model.predict(input, new PredictTerms(Deadline.in(Duration.ofMinutes(1)))).await().indefinitely();
    }

    private static float[] vector(Result result) {
        return ((Tensor.Floats) result.tensors().getFirst()).data();
    }

    private static long[] shape(Result result) {
        return ((Tensor.Floats) result.tensors().getFirst()).shape();
    }

    private static ModelConfig config(PoolingMode pooling, boolean normalize) {
        return new ModelConfig("bert", 4, FrameworkType.SENTENCE_TRANSFORMERS, null, null, pooling, normalize, null, null, null);
    }

    private static ModelConfig asymmetric(String query, String passage) {
        return new ModelConfig("bert", 4, FrameworkType.SENTENCE_TRANSFORMERS, null, null, null, null, null, query, passage);
    }
}
