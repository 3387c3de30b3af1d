package io.perch.engine.function;

import static io.perch.engine.OneModel.floats;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.OneModel;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Result;
import io.perch.testing.TinyFunctions;
import io.perch.testing.TinyModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Of {@link TinyModels#WORDS}, hello counts 1, world 2, sun 3, special tokens nothing; ten times as much in a document. */
@ParameterizedClass(name = "{0}")
@EnumSource(ModelFormat.class)
class TextSimilarityTest {

    private static final float[][] SCORES = {{0}, {0}, {0}, {1}, {2}, {3}, {Float.NaN}, {0}};

    @Parameter
    ModelFormat format;

    @TempDir
    Path dir;

    @Test
    void eachDocumentIsScoredBesideTheQuery() {
        try (OneModel model = load(TinyFunctions.crossEncoder(format, SCORES), ModelConfig.NONE)) {
            List<Result> results = model.pairs("hello", "world", "sun", "");

            // [CLS] hello [SEP] world [SEP]: (1 + 20) / 5
            assertThat(floats(results.get(0)).data()).containsExactly(21 / 5f);
            assertThat(floats(results.get(1)).data()).containsExactly(31 / 5f);
            assertThat(floats(results.get(2)).data()).containsExactly(1 / 4f);
            assertThat(floats(results.get(0)).name()).isEqualTo("similarity");
            assertThat(floats(results.get(0)).shape()).containsExactly(1);
        }
    }

    @Test
    void severalClassesAreSeveralLogits() {
        float[][] classes = {{0, 0}, {0, 0}, {0, 0}, {1, -1}, {2, -2}, {3, -3}, {0, 0}, {0, 0}};
        try (OneModel model = load(TinyFunctions.crossEncoder(format, classes), ModelConfig.NONE)) {
            Result result = model.pairs("", "sun").getFirst();

            assertThat(floats(result).shape()).containsExactly(2);
            assertThat(floats(result).data()).containsExactly(30 / 4f, -30 / 4f);
        }
    }

    @Test
    void theLongerOfTheTwoIsCut() {
        try (OneModel model = load(TinyFunctions.crossEncoder(format, SCORES), OneModel.config("bert", null, 6))) {
            Result result = model.pairs("hello", "sun sun sun sun").getFirst();

            // [CLS] hello [SEP] sun sun [SEP]
            assertThat(floats(result).data()).containsExactly(61 / 6f);
            assertThat(result.tokens()).isEqualTo(6);
            assertThat(result.truncated()).isTrue();
        }
    }

    @Test
    void aModelMayReadFarMoreThan512Tokens() {
        try (OneModel model = load(TinyFunctions.crossEncoder(format, SCORES), OneModel.config("bert", null, 4000))) {
            Result result = model.pairs("hello", "sun ".repeat(2000)).getFirst();

            assertThat(result.tokens()).isEqualTo(2004);
            assertThat(result.truncated()).isFalse();
        }
    }

    @Test
    void aScoreThatIsNoNumberFails() {
        try (OneModel model = load(TinyFunctions.crossEncoder(format, SCORES), ModelConfig.NONE)) {
            assertThat(failureOf(() -> model.pairs("hello", "sun", "damaged")).code()).isEqualTo(ErrorCode.INFERENCE_FAILED);
        }
    }

    @Test
    void refusesTextsWithoutAQuery() {
        try (OneModel model = load(TinyFunctions.crossEncoder(format, SCORES), ModelConfig.NONE)) {
            PerchException refusal = failureOf(() -> model.predict(
                    new TextDocs(List.of("a"), ResultFilter.ALL, ContentType.NONE, SparseFormat.WORD)));

            assertThat(refusal.code()).isEqualTo(ErrorCode.INPUT_INVALID);
            assertThat(refusal.reason()).isEqualTo(
                    "A TEXT_SIMILARITY model wants query_text and text_docs, but was given text_docs");
        }
    }

    @Test
    void aLimitWithoutRoomForAPairIsRefusedAtDeploy() {
        PerchException refusal = failureOf(
                () -> load(TinyFunctions.crossEncoder(format, SCORES), OneModel.config("bert", null, 3)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("3 are special tokens");
    }

    private OneModel load(Map<String, byte[]> files, ModelConfig config) {
        return OneModel.of(FunctionName.TEXT_SIMILARITY, format, config, dir, files);
    }
}
