package io.perch.engine.torch;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.Engine;
import io.perch.engine.TestConfig;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.TokenInput;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.Tokens;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PoolingMode;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.model.PredictTerms;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyTorchScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptTest {

    private static final String HUGGINGFACE = "input_ids: Tensor, attention_mask: Tensor";
    private static final String FOUND = "found = torch.embedding(self.table, input_ids)";

    @TempDir
    Path dir;

    private final Engine engine = new Engine(TestConfig.DEFAULTS, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void everyMemberOfTheDictIsATensorInItsOrder() {
        Result result = embed(load(TinyTorchScript.sentenceTransformer(TinyModels.VECTORS)), "hello").getFirst();

        assertThat(result.tensors()).extracting(Tensor::name)
                .containsExactly("input_ids", "attention_mask", "token_embeddings", "sentence_embedding");
        assertThat(longs(result, 0)).containsExactly(1, 3, 2);
        assertThat(longs(result, 1)).containsExactly(1, 1, 1);
        assertThat(shape(result, 2)).containsExactly(3, 4);
        assertThat(floats(result, 2)).containsExactly(1, 0, 0, 0, 1, 2, 3, 4, 0, 1, 0, 0);
        assertThat(shape(result, 3)).containsExactly(4);
        assertThat(floats(result, 3)).containsExactly(2 / 3f, 1f, 1f, 4 / 3f);
    }

    @Test
    void keepsTheTensorsThatTheFilterNames() {
        LoadedModel model = load(TinyTorchScript.sentenceTransformer(TinyModels.VECTORS));

        assertThat(filtered(model, List.of("sentence_embedding"), List.of())).containsExactly("sentence_embedding");
        assertThat(filtered(model, List.of("sentence_embedding"), List.of(0))).containsExactly("input_ids", "sentence_embedding");
        assertThat(filtered(model, List.of(), List.of(2))).containsExactly("token_embeddings");
        assertThat(filtered(model, List.of("other"), List.of(9))).isEmpty();
    }

    @Test
    void theNetworksOwnEmbeddingIsNormalisedWhenAskedFor() {
        LoadedModel model = load(TinyTorchScript.sentenceTransformer(TinyModels.VECTORS), sentences(null, true));

        double length = Math.sqrt(4 / 9. + 1 + 1 + 16 / 9.);
        assertThat(floats(embed(model, "hello").getFirst(), 3))
                .containsExactly(new float[] {(float) (2 / 3. / length), (float) (1 / length), (float) (1 / length),
                    (float) (4 / 3. / length)}, within(1e-7f));
    }

    @Test
    void tokenVectorsAlonePoolAsRegisteredIntoOneMoreTensor() {
        LoadedModel model = load(TinyTorchScript.tokenVectors(TinyModels.VECTORS), sentences(PoolingMode.MAX, false));

        Result result = embed(model, "hello").getFirst();

        assertThat(result.tensors()).extracting(Tensor::name)
                .containsExactly("input_ids", "token_embeddings", "sentence_embedding");
        assertThat(floats(result, 2)).containsExactly(1, 2, 3, 4);
        assertThat(filtered(model, List.of("sentence_embedding"), List.of())).containsExactly("sentence_embedding");
        assertThat(filtered(model, List.of(), List.of(2))).containsExactly("sentence_embedding");
    }

    @Test
    void withoutPoolingNothingIsAdded() {
        LoadedModel model = load(TinyTorchScript.tokenVectors(TinyModels.VECTORS), sentences(PoolingMode.NONE, false));

        assertThat(embed(model, "hello").getFirst().tensors()).extracting(Tensor::name)
                .containsExactly("input_ids", "token_embeddings");
    }

    @Test
    void integersStayWhole() {
        LoadedModel model = load(TinyTorchScript.dict("ids = input[\"input_ids\"]",
                "return {\"big\": torch.add(ids, 5000000000), \"token_embeddings\": torch.embedding(self.table, ids)}")
                .weight("table", TinyModels.VECTORS));

        assertThat(longs(embed(model, "hello").getFirst(), 0)).containsExactly(5_000_000_001L, 5_000_000_003L, 5_000_000_002L);
    }

    @Test
    void otherNumbersComeBackAsFloat32AndInt64() {
        LoadedModel model = load(TinyTorchScript.dict("found = torch.embedding(self.table, input[\"input_ids\"])",
                "return {\"half\": torch.to(found, 5), \"bfloat16\": torch.to(found, 15), \"double\": torch.to(found, 7),"
                        + " \"int32\": torch.to(found, 3), \"bool\": torch.to(found, 11)}").weight("table", TinyModels.VECTORS));

        Result result = embed(model, "hello").getFirst();

        float[] vectors = {1, 0, 0, 0, 1, 2, 3, 4, 0, 1, 0, 0};
        assertThat(floats(result, 0)).containsExactly(vectors);
        assertThat(floats(result, 1)).containsExactly(vectors);
        assertThat(floats(result, 2)).containsExactly(vectors);
        assertThat(longs(result, 3)).containsExactly(1, 0, 0, 0, 1, 2, 3, 4, 0, 1, 0, 0);
        assertThat(longs(result, 4)).containsExactly(1, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 0);
    }

    @Test
    void huggingfaceAnswersOneTensorOfPlainShape() {
        LoadedModel model = load(TinyTorchScript.lookup(TinyModels.VECTORS), huggingface(PoolingMode.MEAN));

        Result result = embed(model, "hello").getFirst();

        assertThat(result.tensors()).extracting(Tensor::name).containsExactly("sentence_embedding");
        assertThat(shape(result, 0)).containsExactly(4);
        assertThat(floats(result, 0)).containsExactly(2 / 3f, 1f, 1f, 4 / 3f);
    }

    @Test
    void huggingfacePoolsTheLastHiddenStateWhereverItIs() {
        TinyTorchScript network = TinyTorchScript.forward(HUGGINGFACE, "Dict[str, Tensor]", FOUND,
                "return {\"pooler_output\": torch.amax(found, [1]), \"last_hidden_state\": found}")
                .weight("table", TinyModels.VECTORS);

        assertThat(floats(embed(load(network, huggingface(PoolingMode.CLS)), "hello").getFirst(), 0)).containsExactly(1, 0, 0, 0);
        assertThat(floats(embed(load(network, huggingface(PoolingMode.NONE)), "hello").getFirst(), 0))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void aTuplesFirstTensorIsPooled() {
        TinyTorchScript network = TinyTorchScript.forward(HUGGINGFACE, "Tuple[Tensor, Tensor]", FOUND,
                "return (found, torch.mean(found, [1]))").weight("table", TinyModels.VECTORS);

        assertThat(floats(embed(load(network, huggingface(PoolingMode.MAX)), "hello").getFirst(), 0)).containsExactly(1, 2, 3, 4);
        assertThat(floats(embed(load(network), "hello").getFirst(), 0)).containsExactly(2 / 3f, 1f, 1f, 4 / 3f);
    }

    @Test
    void inputsAreGivenAsTheNetworkNamesThem() {
        TinyTorchScript byName = TinyTorchScript.forward("token_type_ids: Tensor, input_ids: Tensor, attention_mask: Tensor",
                "Tensor", FOUND, "return torch.add(found, torch.unsqueeze(token_type_ids, -1))")
                .weight("table", TinyModels.VECTORS);
        TinyTorchScript renamed = TinyTorchScript.forward("argument_1: Tensor, mask: Tensor", "Tensor",
                "return torch.embedding(self.table, argument_1)").weight("table", TinyModels.VECTORS);
        TinyTorchScript optional = TinyTorchScript.forward(HUGGINGFACE + ", position_ids: Optional[Tensor]=None", "Tensor", FOUND,
                "return found").weight("table", TinyModels.VECTORS);
        TinyTorchScript inDict = TinyTorchScript.dict("found = torch.embedding(self.table, input[\"input_ids\"])",
                "return {\"types\": input[\"token_type_ids\"], \"token_embeddings\": found}").weight("table", TinyModels.VECTORS);

        assertThat(floats(embed(load(byName, huggingface(PoolingMode.CLS)), "hello").getFirst(), 0)).containsExactly(1, 0, 0, 0);
        assertThat(floats(embed(load(renamed, huggingface(PoolingMode.CLS)), "hello").getFirst(), 0)).containsExactly(1, 0, 0, 0);
        assertThat(floats(embed(load(optional, huggingface(PoolingMode.CLS)), "hello").getFirst(), 0))
                .containsExactly(1, 0, 0, 0);
        assertThat(longs(embed(load(inDict), "hello").getFirst(), 0)).containsExactly(0, 0, 0);
    }

    @Test
    void whatIsNotWantedIsNotRead() {
        TinyModels.unpack(dir, TinyModels.torchFiles(TinyTorchScript.sentenceTransformer(TinyModels.VECTORS).toBytes(),
                TinyModels.tokenizer(null)));
        Tokens tokens = new Tokens(new long[] {1, 3, 2}, new long[] {1, 1, 1}, new long[3], false);

        try (TorchNetwork network = TorchNetwork.open(dir.resolve("model.pt"), TokenInput.OF_TEXTS)) {
            List<NetworkOutput> outputs = network.run(List.of(tokens, tokens), (name, at) -> name.equals("sentence_embedding"),
                    new RunBuffers());

            assertThat(outputs).hasSize(4);
            assertThat(outputs.subList(0, 3)).containsOnlyNulls();
            assertThat(outputs.get(3).shape()).containsExactly(2, 4);
        }
    }

    @Test
    void textsAnswerTheSameInCompanyAsAlone() {
        LoadedModel model = load(TinyTorchScript.sentenceTransformer(TinyModels.VECTORS));

        List<Result> together = embed(model, "hello", "world", "sun");

        assertThat(floats(together.get(1), 3)).containsExactly(floats(embed(model, "world").getFirst(), 3));
        assertThat(longs(together.get(2), 0)).containsExactly(1, 5, 2);
    }

    @Test
    void aBatchAxisThatWasFixedIsRespected() {
        String[] broken = {FOUND, "return torch.view(found, [1, -1, 4])"};
        LoadedModel fixed = load(TinyTorchScript.forward(HUGGINGFACE, "Tensor", broken).weight("table", TinyModels.VECTORS),
                huggingface(PoolingMode.MEAN));
        LoadedModel away = load(TinyTorchScript.forward(HUGGINGFACE, "Tensor", FOUND, "return torch.view(found, [-1, 4])")
                .weight("table", TinyModels.VECTORS), huggingface(PoolingMode.MEAN));

        assertThat(floats(embed(fixed, "hello", "world", "sun").get(0), 0)).containsExactly(2 / 3f, 1f, 1f, 4 / 3f);
        assertThat(floats(embed(away, "hello", "world", "sun").get(0), 0)).containsExactly(2 / 3f, 1f, 1f, 4 / 3f);
    }

    /** The scale of the whole batch, as dynamic int8 takes it. */
    @Test
    void aNetworkThatMixesTextsUpRunsOneAtATime() {
        TinyTorchScript network = TinyTorchScript.forward(HUGGINGFACE, "Tensor", FOUND,
                "return torch.sub(found, torch.mean(found, [0], True))").weight("table", TinyModels.VECTORS);
        TinyModels.unpack(dir, TinyModels.torchFiles(network.toBytes(), TinyModels.tokenizer(null)));
        Tokens tokens = new Tokens(new long[] {1, 3, 2}, new long[] {1, 1, 1}, new long[3], false);

        try (TorchNetwork opened = TorchNetwork.open(dir.resolve("model.pt"), TokenInput.OF_TEXTS)) {
            opened.run(List.of(tokens), Wanted.ALL, new RunBuffers());

            assertThat(opened.batches()).isFalse();
        }
    }

    @Test
    void aBadTextDoesNotSpoilItsNeighbours() {
        LoadedModel model = load(TinyTorchScript.sentenceTransformer(TinyModels.VECTORS));

        PerchException noNumber = failureOf(() -> embed(model, "hello", "damaged"));
        PerchException noVector = failureOf(() -> embed(model, "beyond"));
        List<Result> neighbours = embed(model, "hello", "world", "sun");

        assertThat(noNumber.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(noNumber.reason()).isEqualTo("The network answered NaN");
        assertThat(noVector.code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        assertThat(noVector.reason()).isEqualTo("libtorch failed: index out of range in self");
        assertThat(neighbours).hasSize(3);
    }

    @Test
    void refusesWhatIsNoTorchScript() {
        assertRefused(refusal("garbage".getBytes(StandardCharsets.UTF_8)), "libtorch refused model.pt: ", "not a ZIP archive");
        byte[] sound = TinyTorchScript.lookup(TinyModels.VECTORS).toBytes();
        assertRefused(refusal(Arrays.copyOf(sound, sound.length / 2)), "libtorch refused model.pt: ", "central directory");
    }

    @Test
    void refusesAnOperatorThatTheRuntimeLacks() {
        assertRefused(refusal(TinyTorchScript.forward(HUGGINGFACE, "Tensor", "return ops.custom.magic(input_ids)").toBytes()),
                "libtorch refused model.pt: Unknown builtin op: custom::magic");
    }

    @Test
    void refusesANetworkThatWantsOtherInputs() {
        assertRefused(refusal(TinyTorchScript.forward(
                "a: Tensor, b: Tensor, c: Tensor, pixels: Tensor", "Tensor", "return a").toBytes()),
                "its forward wants pixels: Tensor");
        assertRefused(refusal(TinyTorchScript.forward("texts: List[str]", "int", "return torch.len(texts)").toBytes()),
                "its forward wants texts: List[str]");
    }

    @Test
    void refusesANetworkThatAnswersNoTensor() {
        assertRefused(refusal(TinyTorchScript.forward(HUGGINGFACE, "int", "return torch.size(input_ids, 0)").toBytes()),
                "answers no tensor but int");
    }

    @Test
    void refusesANetworkThatCannotEvenAnswerTheWarmUp() {
        float[][] damaged = new float[TinyModels.VECTORS.length][4];
        Arrays.stream(damaged).forEach(vector -> Arrays.fill(vector, Float.NaN));

        assertRefused(refusal(TinyTorchScript.lookup(damaged).toBytes()), "The network answered NaN");
        assertRefused(refusal(TinyTorchScript.forward(HUGGINGFACE, "Tensor", "ops.prim.RaiseException(\"no such text\")",
                "return input_ids").toBytes()), "libtorch failed: no such text");
    }

    @Test
    void namesTheLibraryThatIsMissing() {
        PerchException refusal = failureOf(() -> TorchFiles.in(dir));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_MISSING);
        assertThat(refusal.reason()).contains(System.mapLibraryName("c10")).contains(dir.toString());
    }

    private static void assertRefused(PerchException refusal, String... words) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains(words).doesNotContain("frame #", "Exception raised", "code/__torch__");
    }

    private PerchException refusal(byte[] network) {
        TinyModels.unpack(dir, TinyModels.torchFiles(network, TinyModels.tokenizer(null)));
        return failureOf(() -> load(huggingface(PoolingMode.MEAN)));
    }

    private LoadedModel load(TinyTorchScript network) {
        return load(network, sentences(null, false));
    }

    private LoadedModel load(TinyTorchScript network, ModelConfig config) {
        TinyModels.unpack(dir, TinyModels.torchFiles(network.toBytes(), TinyModels.tokenizer(null)));
        return load(config);
    }

    private LoadedModel load(ModelConfig config) {
        return engine.load("m", FunctionName.TEXT_EMBEDDING, ModelFormat.TORCH_SCRIPT, config, dir);
    }

    private static List<String> filtered(LoadedModel model, List<String> names, List<Integer> positions) {
        List<Tensor> tensors = predict(model, new ResultFilter(true, false, names, positions), "hello").getFirst().tensors();
        return tensors == null ? List.of() : tensors.stream().map(Tensor::name).toList();
    }

    private static List<Result> embed(LoadedModel model, String... texts) {
        return predict(model, ResultFilter.ALL, texts);
    }

    private static List<Result> predict(LoadedModel model, ResultFilter filter, String... texts) {
        TextDocs docs = new TextDocs(List.of(texts), filter, ContentType.NONE, SparseFormat.WORD);
        return model.predict(docs, new PredictTerms(Deadline.in(Duration.ofMinutes(1)))).await().indefinitely().results();
    }

    private static float[] floats(Result result, int position) {
        return ((Tensor.Floats) result.tensors().get(position)).data();
    }

    private static long[] longs(Result result, int position) {
        return ((Tensor.Longs) result.tensors().get(position)).data();
    }

    private static long[] shape(Result result, int position) {
        return ((Tensor.Floats) result.tensors().get(position)).shape();
    }

    private static ModelConfig sentences(PoolingMode pooling, boolean normalize) {
        return config(FrameworkType.SENTENCE_TRANSFORMERS, pooling, normalize);
    }

    private static ModelConfig huggingface(PoolingMode pooling) {
        return config(FrameworkType.HUGGINGFACE_TRANSFORMERS, pooling, false);
    }

    private static ModelConfig config(FrameworkType framework, PoolingMode pooling, boolean normalize) {
        return new ModelConfig("bert", null, framework, null, null, pooling, normalize, null, null, null);
    }
}
