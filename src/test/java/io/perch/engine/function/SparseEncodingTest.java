package io.perch.engine.function;

import static io.perch.engine.OneModel.weights;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.OneModel;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PredictInput;
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

/** Of the tokens of {@link TinyModels#WORDS}, each lights up itself, and {@code hello} also {@code world}. */
@ParameterizedClass(name = "{0}")
@EnumSource(ModelFormat.class)
class SparseEncodingTest {

    private static final float[][] TABLE = table();

    @Parameter
    ModelFormat format;

    @TempDir
    Path dir;

    @Test
    void keysAreWordsHeaviestFirst() {
        try (OneModel model = load(TinyFunctions.sparse(format, TABLE))) {
            Result result = model.texts(SparseFormat.WORD, "sun hello").getFirst();

            assertThat(weights(result).name()).isEqualTo("output");
            assertThat(weights(result).keys()).containsExactly("sun", "hello", "world");
            assertThat(weights(result).values()).containsExactly(6, 4, 0.5f);
            assertThat(result.tokens()).isEqualTo(4);
        }
    }

    @Test
    void keysMayBeIdsOfSpecialTokensToo() {
        try (OneModel model = load(TinyFunctions.sparse(format, TABLE))) {
            Result result = model.texts(SparseFormat.TOKEN_ID, "sun").getFirst();

            assertThat(weights(result).keys()).containsExactly("5", "2", "1");
            assertThat(weights(result).values()).containsExactly(6, 3, 2);
        }
    }

    @Test
    void manyTextsAnswerAsEachAlone() {
        try (OneModel model = load(TinyFunctions.sparse(format, TABLE))) {
            List<Result> together = model.texts(SparseFormat.WORD, "sun", "world", "hello", "");

            assertThat(together).extracting(result -> weights(result).keys()).containsExactly(
                    new String[] {"sun"}, new String[] {"world"}, new String[] {"hello", "world"}, new String[0]);
        }
    }

    @Test
    void theFilterIsAboutTheMap() {
        try (OneModel model = load(TinyFunctions.sparse(format, TABLE))) {
            assertThat(filtered(model, List.of("output"), List.of()).tensors()).hasSize(1);
            assertThat(filtered(model, List.of("other"), List.of(0)).tensors()).hasSize(1);
            assertThat(filtered(model, List.of("other"), List.of()).tensors()).isNull();
        }
    }

    @Test
    void logitsPerTokenAreRefusedAtDeploy() {
        PerchException refusal = failureOf(() -> load(TinyFunctions.unpooled(format, TABLE)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("[5, 8]").contains("one weight per token of the vocabulary");
    }

    @Test
    void aModelMayReadFarMoreThan512Tokens() {
        try (OneModel model = OneModel.of(FunctionName.SPARSE_ENCODING, format, OneModel.config("bert", null, 4000), dir,
                TinyFunctions.sparse(format, TABLE))) {
            Result result = model.texts(SparseFormat.WORD, "hello ".repeat(2000) + "sun").getFirst();

            assertThat(weights(result).keys()).startsWith("sun");
            assertThat(result.tokens()).isEqualTo(2003);
        }
    }

    @Test
    void whatIsNoNumberFailsTheTextThatBroughtIt() {
        float[][] damaged = table();
        damaged[4][4] = Float.POSITIVE_INFINITY;
        try (OneModel model = load(TinyFunctions.sparse(format, damaged))) {
            assertThat(failureOf(() -> model.texts(SparseFormat.WORD, "hello", "world")).code())
                    .isEqualTo(ErrorCode.INFERENCE_FAILED);
            assertThat(model.texts(SparseFormat.WORD, "hello")).hasSize(1);
        }
    }

    @Test
    void bodiesOfOtherFunctionsAreRefused() {
        try (OneModel model = load(TinyFunctions.sparse(format, TABLE))) {
            PerchException refusal = failureOf(() -> model.predict(new PredictInput.Question("a", "b")));

            assertThat(refusal.code()).isEqualTo(ErrorCode.INPUT_INVALID);
            assertThat(refusal.reason()).isEqualTo("A SPARSE_ENCODING model wants text_docs, but was given question and context");
        }
    }

    private static Result filtered(OneModel model, List<String> names, List<Integer> positions) {
        ResultFilter filter = new ResultFilter(true, false, names, positions);
        return model.predict(new TextDocs(List.of("sun"), filter, ContentType.NONE, SparseFormat.WORD)).getFirst();
    }

    private OneModel load(Map<String, byte[]> files) {
        return OneModel.of(FunctionName.SPARSE_ENCODING, format, ModelConfig.NONE, dir, files);
    }

    private static float[][] table() {
        float[][] table = new float[TinyModels.WORDS.length][TinyModels.WORDS.length];
        for (int id = 1; id < table.length; id++) {
            table[id][id] = id + 1;
        }
        table[3][4] = 0.5f;
        return table;
    }
}
