package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.perch.model.FunctionName;
import io.perch.model.ModelFormat;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are longer than their model reads: this one reads four tokens, [CLS] and [SEP] among them. */
@QuarkusTest
@WithTestResource(Servers.class)
class OverflowTest {

    private static final String TEXT = "hello world sun";
    /** [CLS] hello world [SEP]. */
    private static final List<Float> BEGINNING = List.of(0f, 0.875f, 2.75f, 1.25f);
    /** [CLS] hello sun [SEP]. */
    private static final List<Float> HELLO_SUN = List.of(0.5625f, 0.5f, 0.75f, 1.75f);
    /** The mean of [CLS] hello world [SEP] [CLS] sun [SEP]. */
    private static final List<Float> ALL = List.of(1.25f / 7, 3.5f / 7, 11f / 7, 8f / 7);

    @Test
    void theEndIsNotReadUnlessSomebodySaysSo() {
        String model = reading("");

        Response answer = predict(model, "");

        assertThat(vector(answer, 1)).isEqualTo(BEGINNING);
        assertThat(answer.<Boolean>path("inference_results[1].truncated")).isTrue();
        assertThat(answer.<Object>path("inference_results[0].truncated")).isNull();
        assertThat(vector(predict(model, "truncate"), 1)).isEqualTo(BEGINNING);
    }

    @Test
    void itIsRefusedOnRequest() {
        String model = reading("");

        Refusal.of(predict(model, "fail")).is(400, "illegal_argument_exception", "text_too_long")
                .says("text_docs[1] has 5 tokens, and the model reads 4").advises("chunk_mean");
        OpenAi.Refused.of(OpenAi.embed(model, "[\"hello\", \"" + TEXT + " sun\"]", "\"on_overflow\": \"fail\""))
                .is(400, "invalid_request_error", "input[1]", "text_too_long").says("input[1] has 6 tokens");
        assertThat(Ml.predict(model, "{\"text_docs\": [\"hello\"], \"parameters\": {\"on_overflow\": \"fail\"}}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void itIsReadInWindowsOnRequest() {
        String model = reading("");

        Response answer = predict(model, "chunk_mean");
        Response asOpenAi = OpenAi.embed(model, "[\"hello\", \"" + TEXT + "\"]", "\"on_overflow\": \"chunk_mean\"");

        assertAll(vector(answer, 1));
        assertThat(answer.<Object>path("inference_results[1].truncated")).isNull();
        assertThat(vector(answer, 0)).isEqualTo(vector(predict(model, ""), 0));
        assertThat(OpenAi.vector(asOpenAi, 1)).isEqualTo(vector(answer, 1));
        assertThat(asOpenAi.<Integer>path("usage.prompt_tokens")).isEqualTo(3 + 7);
    }

    @Test
    void soIsOneOfTorchScript() {
        String config = """
                {"model_type": "bert", "embedding_dimension": 4, "framework_type": "sentence_transformers",
                 "model_max_length": 4}""";
        String model = Ml.deployed(Ml.registration(FunctionName.TEXT_EMBEDDING, ModelFormat.TORCH_SCRIPT, config,
                TinyModels.torchEmbedding(Packages.folder("overflow"))));

        Response asOpenAi = OpenAi.embed(model, "[\"hello\", \"" + TEXT + "\"]", "\"on_overflow\": \"chunk_mean\"");

        assertAll(OpenAi.vector(asOpenAi, 1));
    }

    @Test
    void aModelThatNormalisesStaysSo() {
        String model = reading("\"normalize_result\": true, ");

        List<Float> vector = vector(predict(model, "chunk_mean"), 1);

        assertThat(vector.stream().mapToDouble(number -> number * number).sum()).isCloseTo(1, offset(1e-6));
    }

    @Test
    void whatIsRegisteredHoldsUnlessTheRequestSaysOtherwise() {
        String model = reading("\"additional_config\": {\"on_overflow\": \"chunk_mean\"}, ");

        assertAll(vector(predict(model, ""), 1));
        assertThat(vector(predict(model, "truncate"), 1)).isEqualTo(BEGINNING);
        assertAll(OpenAi.vector(OpenAi.embed(model, "\"" + TEXT + "\""), 0));
        Refusal.of(predict(model, "fail")).is(400, "illegal_argument_exception", "text_too_long");
    }

    @Test
    void aTextOfMoreWindowsThanMayBeIsCutAfterThem() {
        String model = reading("");
        // 64 windows of two words, and one word more
        String text = "hello sun ".repeat(64) + "world";

        Response answer = Ml.predict(model,
                "{\"text_docs\": [\"" + text + "\"], \"parameters\": {\"on_overflow\": \"chunk_mean\"}}");

        assertThat(answer.<Boolean>path("inference_results[0].truncated")).isTrue();
        assertThat(answer.<Integer>path("inference_results[0].tokens")).isEqualTo(64 * 4);
        assertThat(vector(answer, 0)).isEqualTo(HELLO_SUN);
    }

    @Test
    void vectorsOfTokensHaveNoMean() {
        String model = reading("\"pooling_mode\": \"none\", ");

        Refusal.of(predict(model, "chunk_mean")).is(400, "illegal_argument_exception", "input_invalid").says("pooling_mode none");
    }

    @Test
    void aSideThatIsNotSaidIsAQuery() {
        Response answer = Ml.predict(SharedModels.asymmetric(),
                "{\"text_docs\": [\"sun\"], \"parameters\": {\"on_overflow\": \"fail\"}}");

        assertThat(vector(answer, 0)).isEqualTo(HELLO_SUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"explode\"", "[]", "5"})
    void thereAreThreeWays(String way) {
        String model = SharedModels.embedding();

        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"sun\"], \"parameters\": {\"on_overflow\": " + way + "}}")).isInvalid()
                .says("on_overflow");
        OpenAi.Refused.of(OpenAi.embed(model, "\"sun\"", "\"on_overflow\": " + way)).isAbout("on_overflow");
        assertThat(Ml.post("/models/_register", registration("\"additional_config\": {\"on_overflow\": " + way + "}, "))
                .<String>path("error.reason")).contains("additional_config.on_overflow must be truncate, fail or chunk_mean");
    }

    @Test
    void otherFunctionsCutTheirTexts() {
        Refusal.of(Ml.post("/_predict/sparse_encoding/" + SharedModels.embedding(),
                "{\"text_docs\": [\"sun\"], \"parameters\": {\"on_overflow\": \"chunk_mean\"}}")).isInvalid()
                .says("Field [parameters.on_overflow] is for TEXT_EMBEDDING models");
    }

    private static void assertAll(List<Float> vector) {
        assertThat(vector).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(vector.get(i)).isCloseTo(ALL.get(i), offset(1e-6f));
        }
    }

    private static String reading(String members) {
        return Ml.deployed(registration(members));
    }

    private static String registration(String members) {
        return Ml.registration(Ml.name("overflow"), TinyModels.embedding(Packages.folder("overflow")))
                .replace("\"model_type\"", members + "\"model_max_length\": 4, \"model_type\"");
    }

    private static Response predict(String model, String overflow) {
        String parameters = overflow.isEmpty() ? "" : ", \"parameters\": {\"on_overflow\": \"" + overflow + "\"}";
        return Ml.predict(model, "{\"text_docs\": [\"hello\", \"" + TEXT + "\"]" + parameters + "}");
    }

    private static List<Float> vector(Response answer, int text) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("inference_results[" + text + "].output[0].data");
    }
}
