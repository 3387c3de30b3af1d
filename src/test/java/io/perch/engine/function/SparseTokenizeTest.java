package io.perch.engine.function;

import static io.perch.engine.OneModel.weights;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.engine.OneModel;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Result;
import io.perch.testing.TinyModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseTokenizeTest {

    @TempDir
    Path dir;

    @Test
    void distinctTokensAsTheyComeWithTheirWeights() {
        try (OneModel model = load(ModelConfig.NONE, "{\"sun\": 6.93, \"[UNK]\": 9}")) {
            Result result = model.texts(SparseFormat.WORD, "world sun unheard world sun").getFirst();

            assertThat(weights(result).name()).isNull();
            assertThat(weights(result).keys()).containsExactly("world", "sun");
            assertThat(weights(result).values()).containsExactly(1, 6.93f);
        }
    }

    @Test
    void idsHaveTheWeightsOfTheirTokens() {
        try (OneModel model = load(ModelConfig.NONE, "{\"sun\": 6.93}")) {
            Result result = model.texts(SparseFormat.TOKEN_ID, "world sun").getFirst();

            assertThat(weights(result).keys()).containsExactly("4", "5");
            assertThat(weights(result).values()).containsExactly(1, 6.93f);
        }
    }

    @Test
    void withoutWeightsEachTokenIsOne() {
        try (OneModel model = load(ModelConfig.NONE, null)) {
            List<Result> results = model.texts(SparseFormat.WORD, "hello world", "", "hello");

            assertThat(weights(results.get(0)).values()).containsExactly(1, 1);
            assertThat(weights(results.get(1)).keys()).isEmpty();
            assertThat(weights(results.get(2)).keys()).containsExactly("hello");
        }
    }

    @Test
    void filtersAreIgnored() {
        try (OneModel model = load(ModelConfig.NONE, null)) {
            ResultFilter filter = new ResultFilter(false, false, List.of("nothing"), List.of(7));

            TextDocs docs = new TextDocs(List.of("sun"), filter, ContentType.QUERY, SparseFormat.WORD);
            assertThat(model.predict(docs).getFirst().tensors()).hasSize(1);
        }
    }

    @Test
    void textsAreCutAtTheLimit() {
        try (OneModel model = load(OneModel.config(null, null, 4), null)) {
            Result result = model.texts(SparseFormat.WORD, "hello world sun").getFirst();

            assertThat(weights(result).keys()).containsExactly("hello", "world");
            assertThat(result.truncated()).isTrue();
        }
    }

    @Test
    void weightsThatAreNoneAreRefusedAtDeploy() {
        assertThat(failureOf(() -> load(ModelConfig.NONE, "[1]")).code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
    }

    /** There is no network in the package, and none is looked for. */
    private OneModel load(ModelConfig config, String idf) {
        Map<String, byte[]> files = new HashMap<>(Map.of("tokenizer.json", TinyModels.tokenizer(null)));
        if (idf != null) {
            files.put("idf.json", idf.getBytes(StandardCharsets.UTF_8));
        }
        return OneModel.of(FunctionName.SPARSE_TOKENIZE, ModelFormat.TORCH_SCRIPT, config, dir, files);
    }
}
