package io.perch.engine.function;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.OneModel;
import io.perch.model.FunctionName;
import io.perch.model.ModelFormat;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.testing.TinyFunctions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The network highlights each sentence that says {@code sun}. */
@ParameterizedClass(name = "{0}")
@EnumSource(ModelFormat.class)
class SentenceHighlightingTest {

    private static final float[] HITS = {0, 0, 0, 0, 0, 1, 0, 0};

    @Parameter
    ModelFormat format;

    @TempDir
    Path dir;

    @Test
    void answersTheSentencesThatMatter() {
        try (OneModel model = load(null)) {
            String context = "Dr. Smith sees the sun.  Mr. Jones does not. 😀 The sun, the sun! End";

            Result result = model.ask("sun ?", context);

            assertThat(highlights(result)).containsExactly(
                    Map.of("text", "Dr. Smith sees the sun.", "position", 0.0, "start", 0.0, "end", 23.0),
                    Map.of("text", "😀 The sun, the sun!", "position", 2.0, "start", 45.0, "end", 65.0));
            assertThat(result.tensors()).extracting(Tensor::name).containsExactly("highlights");
        }
    }

    @Test
    void nothingThatMattersIsNoHighlight() {
        try (OneModel model = load(null)) {
            assertThat(highlights(model.ask("sun", "hello world. hello"))).isEmpty();
            assertThat(highlights(model.ask("sun", " \t "))).isEmpty();
        }
    }

    @Test
    void chineseNeedsNoBlanks() {
        try (OneModel model = load(null)) {
            assertThat(highlights(model.ask("?", "今天很好。 sun 很大。明天下雨。"))).extracting(it -> it.get("text"))
                    .containsExactly("sun 很大。");
        }
    }

    /** Twelve tokens per window, eight of them context, two shared. */
    @Test
    void aLongContextIsReadInWindowsAndEachSentenceToldOnce() {
        try (OneModel model = load("{\"token_max_length\": 12, \"token_overlap_stride\": 2}")) {
            Result result = model.ask("hello", "hello world hello world. The sun is a big world. hello. The sun.");

            assertThat(highlights(result)).extracting(it -> it.get("position")).containsExactly(1.0, 3.0);
            assertThat(result.truncated()).isFalse();
        }
    }

    @Test
    void withoutOverflowTheEndIsNotRead() {
        try (OneModel model = load("{\"token_max_length\": 12, \"with_overflowing_tokens\": false}")) {
            Result result = model.ask("hello", "The sun. " + "hello ".repeat(20) + ". The sun.");

            assertThat(highlights(result)).extracting(it -> it.get("position")).containsExactly(0.0);
            assertThat(result.truncated()).isTrue();
        }
    }

    @Test
    void aNetworkThatKnowsNoSentencesIsRefused() {
        PerchException refusal = failureOf(() -> OneModel.of(FunctionName.QUESTION_ANSWERING, format,
                OneModel.config("sentence_highlighting", null, null), dir, TinyFunctions.spans(format, HITS, HITS)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("holds floating-point numbers, not numbers of sentences");
    }

    @Test
    void otherFunctionsHaveNoSentencesToGive() {
        PerchException refusal = failureOf(() -> OneModel.of(FunctionName.QUESTION_ANSWERING, format,
                OneModel.config("bert", null, null), dir, TinyFunctions.highlights(format, HITS)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("sentence_ids");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> highlights(Result result) {
        return (List<Map<String, Object>>) ((Tensor.Tree) result.tensors().getFirst()).dataAsMap().get("highlights");
    }

    private OneModel load(String allConfig) {
        return OneModel.of(FunctionName.QUESTION_ANSWERING, format,
                OneModel.config("Sentence_Highlighting", allConfig, null), dir, TinyFunctions.highlights(format, HITS));
    }
}
