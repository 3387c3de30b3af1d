package io.perch.engine.torch;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.dev.models.MiniLm;
import io.perch.dev.models.TorchScriptMiniLm;
import io.perch.engine.Engine;
import io.perch.engine.TestConfig;
import io.perch.engine.network.Agreement;
import io.perch.engine.optimization.Bfloat16Processor;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PoolingMode;
import io.perch.model.Precision;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.model.PredictOutput;
import io.perch.model.PredictTerms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real all-MiniLM-L6-v2 on libtorch, against what ONNX Runtime answers with the same weights. */
class TorchMiniLmTest {

    private static final String[] TEXTS = {"today is sunny", "today is rainy", "now we dance", "", "x", "y", "three short words",
        "the sea is blue", "hello", "a much longer text about nothing in particular, with a comma", "word ".repeat(1000),
        "héllo wörld 你好 \ud83d\ude42\u0000x"};

    @TempDir
    static Path folder;

    private static Engine engine;
    private static Path sentenceTransformer;
    private static List<Result> expected;

    @BeforeAll
    static void load() throws Exception {
        engine = new Engine(TestConfig.DEFAULTS, new SimpleMeterRegistry());
        sentenceTransformer = TorchScriptMiniLm.SENTENCE_TRANSFORMERS.unpack(Files.createDirectory(folder.resolve("st")));
        Path onnx = MiniLm.unpack(Files.createDirectory(folder.resolve("onnx")));
        expected = results(load(ModelFormat.ONNX, FrameworkType.SENTENCE_TRANSFORMERS, onnx), TEXTS);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void sentenceTransformersAnswersAsOnnxDoes() {
        assertAsOnnx(results(loadSentenceTransformer(), TEXTS));
    }

    @Test
    void huggingfaceAnswersAsOnnxDoes() throws Exception {
        Path dir = TorchScriptMiniLm.HUGGINGFACE.unpack(Files.createDirectory(folder.resolve("hf")));

        assertAsOnnx(results(load(ModelFormat.TORCH_SCRIPT, FrameworkType.HUGGINGFACE_TRANSFORMERS, dir), TEXTS));
    }

    /** Blocked sums of another batch size differ in the last bits. */
    @Test
    void companyChangesNothingThatMatters() {
        LoadedModel model = loadSentenceTransformer();
        List<Result> together = results(model, TEXTS);

        for (int i = 0; i < TEXTS.length; i++) {
            assertThat(vector(together.get(i))).as(TEXTS[i])
                    .containsExactly(vector(results(model, TEXTS[i]).getFirst()), within(1e-6f));
        }
    }

    @Test
    void bfloat16AnswersAlmostTheSame() {
        assumeTrue(Bfloat16Processor.here());
        List<Result> narrowed = results(load(ModelFormat.TORCH_SCRIPT, FrameworkType.SENTENCE_TRANSFORMERS, sentenceTransformer,
                Precision.BF16), TEXTS);

        for (int i = 0; i < TEXTS.length; i++) {
            Agreement agreement = Agreement.of(vector(narrowed.get(i)), vector(expected.get(i)), 384);
            assertThat(agreement.lowestCosine()).as(TEXTS[i]).isBetween(0.9999, 0.999999);
        }
        assertThat(sentenceTransformer).isDirectoryNotContaining("glob:**.bfloat16-*");
    }

    @Test
    void closingUnderLoadAnswersOrRefusesEveryCall() throws InterruptedException {
        LoadedModel doomed = loadSentenceTransformer();
        List<CompletableFuture<PredictOutput>> calls = new ArrayList<>();
        Thread closer = Thread.ofPlatform().unstarted(doomed::close);
        for (int i = 0; i < 200; i++) {
            calls.add(predict(doomed, "call number " + i, "and its second text"));
            if (i == 100) {
                closer.start();
            }
        }
        closer.join();

        assertThat(calls).allMatch(CompletableFuture::isDone);
        assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                .allMatch(call -> failureOf(call::join).code() == ErrorCode.MODEL_NOT_DEPLOYED);
        assertThat(calls.subList(0, 101)).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    private static void assertAsOnnx(List<Result> results) {
        for (int i = 0; i < TEXTS.length; i++) {
            assertThat(vector(results.get(i))).as(TEXTS[i]).containsExactly(vector(expected.get(i)), within(2e-6f));
            assertThat(results.get(i).tokens()).isEqualTo(expected.get(i).tokens());
            assertThat(results.get(i).truncated()).isEqualTo(expected.get(i).truncated());
        }
    }

    private static LoadedModel loadSentenceTransformer() {
        return load(ModelFormat.TORCH_SCRIPT, FrameworkType.SENTENCE_TRANSFORMERS, sentenceTransformer);
    }

    private static LoadedModel load(ModelFormat format, FrameworkType framework, Path dir) {
        return load(format, framework, dir, null);
    }

    private static LoadedModel load(ModelFormat format, FrameworkType framework, Path dir, Precision precision) {
        ModelConfig config = new ModelConfig("bert", 384, framework, null, null, PoolingMode.MEAN, true, null, null, null,
                null, precision, null);
        return engine.load("minilm-" + dir.getFileName(), FunctionName.TEXT_EMBEDDING, format, config, dir);
    }

    private static List<Result> results(LoadedModel model, String... texts) {
        return predict(model, texts).join().results();
    }

    private static CompletableFuture<PredictOutput> predict(LoadedModel model, String... texts) {
        TextDocs docs = new TextDocs(List.of(texts), new ResultFilter(true, false, List.of("sentence_embedding"), List.of()),
                ContentType.NONE, SparseFormat.WORD);
        return model.predict(docs, new PredictTerms(Deadline.in(Duration.ofMinutes(2)))).subscribeAsCompletionStage();
    }

    private static float[] vector(Result result) {
        return ((Tensor.Floats) result.tensors().getFirst()).data();
    }
}
