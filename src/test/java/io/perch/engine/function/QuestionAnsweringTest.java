package io.perch.engine.function;

import static io.perch.engine.OneModel.text;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.OneModel;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PredictOutput.Result;
import io.perch.testing.TinyFunctions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer begins with {@code hello} (4) and ends with {@code world} (5); special tokens would be likelier still. */
@ParameterizedClass(name = "{0}")
@EnumSource(ModelFormat.class)
class QuestionAnsweringTest {

    private static final float[] STARTS = {0, 1, 9, 4, 0, 0, Float.NaN, 0};
    private static final float[] ENDS = {0, 1, 9, 0, 5, 0, 0, 0};

    @Parameter
    ModelFormat format;

    @TempDir
    Path dir;

    @Test
    void answersWithTheWordsOfTheContext() {
        try (OneModel model = load(null)) {
            Result result = model.ask("hello world", "Sun,  sun.\tAnd hello   big\nworld; sun");

            assertThat(text(result).result()).isEqualTo("hello   big\nworld");
            assertThat(text(result).name()).isNull();
        }
    }

    /** [CLS] and the three of the context: hello, one that nobody knows, world. */
    @Test
    void theScoreIsTheProbabilityOfBothEnds() {
        try (OneModel model = load(null)) {
            double start = Math.exp(4) / (Math.exp(1) + Math.exp(4) + Math.exp(0) + Math.exp(0));
            double end = Math.exp(5) / (Math.exp(1) + Math.exp(0) + Math.exp(0) + Math.exp(5));

            assertThat(text(model.ask("sun", "hello x world")).score()).isCloseTo(start * end, within(1e-9));
        }
    }

    @Test
    void offsetsAreThoseOfTheTextNotOfItsBytes() {
        try (OneModel model = load(null)) {
            assertThat(text(model.ask("?", "😀😀 日本 é hello 😀 world 😀")).result()).isEqualTo("hello 😀 world");
        }
    }

    @Test
    void loneSurrogatesAndControlCharactersDoNoHarm() {
        try (OneModel model = load(null)) {
            assertThat(text(model.ask("\ud83d", "\udc26 hello \ud83d\u0007 world \u0000")).result())
                    .isEqualTo("hello \ufffd\u0007 world");
        }
    }

    @Test
    void aContextWithoutTokensHasNoAnswer() {
        try (OneModel model = load(null)) {
            assertThat(text(model.ask("hello", "\t \n")).result()).isEmpty();
            assertThat(text(model.ask("hello", "\t \n")).score()).isZero();
        }
    }

    /** Ten tokens per window, of which six are context; the answer lies across the seams and behind them. */
    @Test
    void aLongContextIsReadToItsEnd() {
        try (OneModel model = load(10)) {
            Result result = model.ask("sun", "sun ".repeat(11) + "hello sun world");

            assertThat(text(result).result()).isEqualTo("hello sun world");
            assertThat(result.truncated()).isFalse();
        }
    }

    @Test
    void aModelMayReadFarMoreThan512Tokens() {
        try (OneModel model = load(4000)) {
            Result result = model.ask("sun", "sun ".repeat(2000) + "hello world");

            assertThat(text(result).result()).isEqualTo("hello world");
            assertThat(result.tokens()).isEqualTo(2006);
        }
    }

    @Test
    void whatLiesBeyondTheLastWindowIsReported() {
        try (OneModel model = load(10)) {
            Result result = model.ask("sun", "sun ".repeat(100) + "hello world");

            assertThat(text(result).result()).doesNotContain("hello");
            assertThat(result.truncated()).isTrue();
            assertThat(result.tokens()).isEqualTo(4 * 10);
        }
    }

    @Test
    void aQuestionThatFillsTheWindowIsRefused() {
        try (OneModel model = load(10)) {
            PerchException refusal = failureOf(() -> model.ask("sun ".repeat(7), "hello world"));

            assertThat(refusal.code()).isEqualTo(ErrorCode.INPUT_TOO_LARGE);
            assertThat(refusal.reason()).contains("10 tokens").contains("the model reads 10");
            assertThat(text(model.ask("sun ".repeat(5), "hello world")).result()).isEqualTo("hello world");
        }
    }

    @Test
    void logitsThatAreNoNumbersFail() {
        try (OneModel model = load(null)) {
            assertThat(failureOf(() -> model.ask("hello", "damaged")).code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        }
    }

    @Test
    void anotherNetworkIsRefusedAtDeploy() {
        Map<String, byte[]> scores = TinyFunctions.unpooled(format, new float[][] {STARTS, STARTS, STARTS, STARTS, STARTS, STARTS,
            STARTS, STARTS});

        PerchException refusal = failureOf(
                () -> OneModel.of(FunctionName.QUESTION_ANSWERING, format, ModelConfig.NONE, dir, scores));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("The network has one output only");
    }

    private OneModel load(Integer modelMaxLength) {
        return OneModel.of(FunctionName.QUESTION_ANSWERING, format, OneModel.config("bert", "opaque", modelMaxLength), dir,
                TinyFunctions.spans(format, STARTS, ENDS));
    }
}
