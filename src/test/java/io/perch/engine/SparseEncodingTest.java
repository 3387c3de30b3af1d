package io.perch.engine;

import static io.perch.engine.Failures.failureOf;
import static io.perch.engine.OneModel.weights;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Result;
import io.perch.testing.TinyModels;
import io.perch.testing.TinyOnnx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the tokens of {@link TinyModels#WORDS}, each lights up itself, and {@code hello} also {@code world}. */
class SparseEncodingTest {

    private static final float[][] TABLE = table();

    @TempDir
    Path dir;

    @Test
    void keysAreWordsHeaviestFirst() {
        try (OneModel model = load(TinyOnnx.sparse(TABLE))) {
            Result result = model.texts(SparseFormat.WORD, "sun hello").getFirst();

            assertThat(weights(result).name()).isEqualTo("output");
            assertThat(weights(result).keys()).containsExactly("sun", "hello", "world");
            assertThat(weights(result).values()).containsExactly(6, 4, 0.5f);
            assertThat(result.tokens()).isEqualTo(4);
        }
    }

    @Test
    void keysMayBeIdsOfSpecialTokensToo() {
        try (OneModel model = load(TinyOnnx.sparse(TABLE))) {
            Result result = model.texts(SparseFormat.TOKEN_ID, "sun").getFirst();

            assertThat(weights(result).keys()).containsExactly("5", "2", "1");
            assertThat(weights(result).values()).containsExactly(6, 3, 2);
        }
    }

    @Test
    void manyTextsAnswerAsEachAlone() {
        try (OneModel model = load(TinyOnnx.sparse(TABLE))) {
            List<Result> together = model.texts(SparseFormat.WORD, "sun", "world", "hello", "");

            assertThat(together).extracting(result -> weights(result).keys()).containsExactly(
                    new String[] {"sun"}, new String[] {"world"}, new String[] {"hello", "world"}, new String[0]);
        }
    }

    @Test
    void theFilterIsAboutTheMap() {
        try (OneModel model = load(TinyOnnx.sparse(TABLE))) {
            assertThat(filtered(model, List.of("output"), List.of()).tensors()).hasSize(1);
            assertThat(filtered(model, List.of("other"), List.of(0)).tensors()).hasSize(1);
            assertThat(filtered(model, List.of("other"), List.of()).tensors()).isNull();
        }
    }

    @Test
    void logitsPerTokenAreRefusedAtDeploy() {
        PerchException refusal = failureOf(() -> load(TinyOnnx.lookup(TABLE)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains("token_embeddings").contains("one weight per token of the vocabulary");
    }

    @Test
    void whatIsNoNumberFailsTheTextThatBroughtIt() {
        float[][] damaged = table();
        damaged[4][4] = Float.POSITIVE_INFINITY;
        try (OneModel model = load(TinyOnnx.sparse(damaged))) {
            assertThat(failureOf(() -> model.texts(SparseFormat.WORD, "hello", "world")).code())
                    .isEqualTo(ErrorCode.INFERENCE_FAILED);
            assertThat(model.texts(SparseFormat.WORD, "hello")).hasSize(1);
        }
    }

    @Test
    void bodiesOfOtherFunctionsAreRefused() {
        try (OneModel model = load(TinyOnnx.sparse(TABLE))) {
            PerchException refusal = failureOf(() -> model.predict(new PredictInput.Question("a", "b")));

            assertThat(refusal.code()).isEqualTo(ErrorCode.INPUT_INVALID);
            assertThat(refusal.reason()).isEqualTo("A SPARSE_ENCODING model wants text_docs, but was given question and context");
        }
    }

    private static Result filtered(OneModel model, List<String> names, List<Integer> positions) {
        ResultFilter filter = new ResultFilter(true, false, names, positions);
        return model.predict(new TextDocs(List.of("sun"), filter, ContentType.NONE, SparseFormat.WORD)).getFirst();
    }

    private OneModel load(TinyOnnx network) {
        return OneModel.onnx(FunctionName.SPARSE_ENCODING, ModelConfig.NONE, dir,
                TinyModels.files(network.toBytes(), TinyModels.tokenizer(null)));
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
