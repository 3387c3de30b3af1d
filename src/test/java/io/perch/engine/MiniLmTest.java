package io.perch.engine;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.dev.models.MiniLm;
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
import io.perch.model.PredictOutput;
import io.perch.model.PredictTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real all-MiniLM-L6-v2, against what a real ML Commons 3.6 answered with it (mean pooling, normalised). */
class MiniLmTest {

    private static final ModelConfig CONFIG = new ModelConfig("bert", 384, FrameworkType.SENTENCE_TRANSFORMERS, null, null,
            PoolingMode.MEAN, true, null, null, null);

    @TempDir
    static Path dir;

    private static Engine engine;
    private static LoadedModel model;

    @BeforeAll
    static void load() {
        MiniLm.unpack(dir);
        engine = new Engine(TestConfig.DEFAULTS, new SimpleMeterRegistry());
        model = loadAgain();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void answersAsMlCommonsDid() {
        assertStarts(embed("today is sunny"), -0.023315005f, 0.08975688f, 0.07847976f, 0.061070874f, 0.04899365f, -0.055308107f);
        assertStarts(embed("hello"), -0.06277175f, 0.054958846f, 0.052164856f, 0.08578998f, -0.08274893f, -0.07457295f);
        assertStarts(embed("x"), -0.09790968f, -0.06400072f, -0.023181358f, -0.04619662f, 0.021699933f, -0.028492229f);
    }

    @Test
    void cutsLongTextsWhereMlCommonsDid() {
        Result result = results("word ".repeat(1000)).getFirst();

        assertStarts(vector(result), 0.012998811f, -0.06421723f, -0.028709281f, 0.015799435f, -0.040306754f, 0.020558657f);
        assertThat(result.tokens()).isEqualTo(128);
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void readsControlCharactersAndEmojiAsMlCommonsDid() {
        assertStarts(embed("héllo wörld 你好 \ud83d\ude42\u0000x"),
                -0.01453798f, -0.009813339f, 0.07275108f, 0.014727101f, 0.014392657f, -0.12816939f);
    }

    @Test
    void companyChangesNotOneBit() {
        String[] texts = {"today is sunny", "today is rainy", "now we dance", "", "x", "y", "three short words",
            "the sea is blue", "hello", "a much longer text about nothing in particular, with a comma"};

        List<Result> together = results(texts);

        for (int i = 0; i < texts.length; i++) {
            assertThat(vector(together.get(i))).as(texts[i]).containsExactly(embed(texts[i]));
        }
    }

    @Test
    void itsMemoryIsMeasured() {
        LoadedModel another = loadAgain();

        // 87 MiB of weights, and what a text of 128 tokens works in
        assertThat(another.memoryBytes()).isBetween(80L << 20, 130L << 20);
        another.close();
    }

    @Test
    void closingUnderLoadAnswersOrRefusesEveryCall() throws InterruptedException {
        LoadedModel doomed = loadAgain();
        List<CompletableFuture<PredictOutput>> calls = new ArrayList<>();
        Thread closer = Thread.ofPlatform().unstarted(doomed::close);
        for (int i = 0; i < 400; i++) {
            calls.add(predict(doomed, "call number " + i, "and its second text"));
            if (i == 200) {
                closer.start();
            }
        }
        closer.join();

        assertThat(calls).allMatch(CompletableFuture::isDone);
        List<CompletableFuture<PredictOutput>> refused = calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally).toList();
        assertThat(refused).allMatch(call -> failureOf(call::join).code() == ErrorCode.MODEL_NOT_DEPLOYED);
        assertThat(calls.subList(0, 201)).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    private static void assertStarts(float[] vector, float... expected) {
        assertThat(vector).hasSize(384);
        assertThat(Arrays.copyOf(vector, expected.length)).containsExactly(expected, within(1e-6f));
    }

    private static LoadedModel loadAgain() {
        return engine.load("minilm", FunctionName.TEXT_EMBEDDING, ModelFormat.ONNX, CONFIG, dir);
    }

    private static float[] embed(String text) {
        return vector(results(text).getFirst());
    }

    private static List<Result> results(String... texts) {
        return predict(model, texts).join().results();
    }

    private static CompletableFuture<PredictOutput> predict(LoadedModel model, String... texts) {
        TextDocs docs = new TextDocs(List.of(texts), ResultFilter.ALL, ContentType.NONE, SparseFormat.WORD);
        return model.predict(docs, new PredictTerms(Deadline.in(Duration.ofMinutes(2)))).subscribeAsCompletionStage();
    }

    private static float[] vector(Result result) {
        return ((Tensor.Floats) result.tensors().getFirst()).data();
    }
}
