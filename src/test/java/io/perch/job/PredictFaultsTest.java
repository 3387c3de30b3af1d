package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd and impossible texts for an embedding model. Vectors are the means of {@link TinyModels#VECTORS}. */
@QuarkusTest
@WithTestResource(Servers.class)
class PredictFaultsTest {

    private static final List<Float> HELLO = List.of(2 / 3f, 1f, 1f, 4 / 3f);

    private String model;

    @BeforeEach
    void deployed() {
        model = SharedModels.embedding();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                   | Empty text docs",
        "{'text_docs': null}                  | Empty text docs",
        "{'text_docs': []}                    | Empty text docs",
        "{'text_docs': [null]}                | Field [text_docs[0]] must be a string, but it is of type [null]",
        "{'text_docs': ['a', null]}           | Field [text_docs[1]] must be a string, but it is of type [null]",
        "{'text_docs': [{'text': 'a'}]}       | Field [text_docs[0]] must be a string, but it is of type [object]",
        "{'text_docs': [['a']]}               | Field [text_docs[0]] must be a string, but it is of type [array]",
        "{'text_docs': 'hello'}               | Field [text_docs] must be an array of strings, but it is of type [string]",
        "{'text_docs': {'a': 1}}              | Field [text_docs] must be an array of strings, but it is of type [object]",
        "{'query_text': 'a', 'documents': []} | Empty text docs",
        "{'parameters': {'input': 'a'}}       | Empty text docs"})
    void docsAreTexts(String body, String reason) {
        Refusal.of(Ml.predict(model, body.replace('\'', '"'))).isInvalid().says(reason);
    }

    @Test
    void aBodyIsMissing() {
        Refusal.of(Ml.post("/models/" + model + "/_predict")).is(400, "parse_exception", "request_body_missing");
        Refusal.of(Ml.predict(model, "[\"hello\"]")).is(400, "parsing_exception", "body_not_an_object");
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\"")).is(400, "json_parse_exception", "json_malformed");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal.of(Ml.predict(model, """
                {"text_docs": [{}], "return_number": "yes", "return_bytes": 2, "target_response": "all",
                 "target_response_positions": ["first"], "parameters": {"content_type": "poem"}}""")).isInvalid()
                .says("Field [text_docs[0]] must be a string",
                        "Failed to parse value [yes] as only [true] or [false] are allowed.",
                        "[2]", "Field [target_response] must be an array of strings",
                        "Field [target_response_positions] must be an array of whole numbers",
                        "Field [parameters.content_type] must be query or passage, but it is [poem]");
    }

    @Test
    void aNumberIsTakenAsItsText() {
        Response answer = Ml.predict(model, "{\"text_docs\": [5, true, 1.5]}");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        // one unknown word between [CLS] and [SEP]
        assertThat(vector(answer, 0)).containsExactly(1 / 3f, 1 / 3f, 0f, 0f);
        assertThat(answer.<List<?>>path("inference_results")).hasSize(3);
    }

    @Test
    void tooManyDocs() {
        Refusal.of(Ml.predict(model, docs(10_000))).is(413, "illegal_argument_exception", "input_too_large")
                .says("10000 texts in one request exceed the limit of 1000").advises("perch.engine.max-docs-per-request");
    }

    @Test
    void asManyDocsAsMayBe() {
        Response answer = Ml.predict(model, docs(1_000));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<List<?>>path("inference_results")).hasSize(1_000);
        assertThat(vector(answer, 999)).isEqualTo(HELLO);
    }

    @Test
    void aTextOfFiveMegabytes() {
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\", \"" + "hello ".repeat(900_000) + "\"]}"))
                .is(413, "illegal_argument_exception", "input_too_large")
                .says("text_docs[1] has 5400000 bytes; the limit is 1048576").advises("perch.engine.max-text-bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\\t\\n"})
    void anEmptyTextIsAText(String text) {
        Response answer = Ml.predict(model, "{\"text_docs\": [\"" + text + "\"]}");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        // nothing between [CLS] and [SEP]
        assertThat(vector(answer, 0)).containsExactly(0.5f, 0.5f, 0f, 0f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\udc26", "\\u0000", "\\u0007\\u001b", "\\ufeff", "\\ufffe", "\\ud83d\\udc26"})
    void oddCharactersAreWordsThatNobodyKnows(String text) {
        Response answer = Ml.predict(model, "{\"text_docs\": [\"hello " + text + "\", \"hello\"]}");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(vector(answer, 0)).hasSize(4);
        assertThat(vector(answer, 1)).isEqualTo(HELLO);
    }

    @Test
    void theBodyOfAnotherFunction() {
        Refusal.of(Ml.post("/_predict/text_similarity/" + model, "{\"query_text\": \"a\", \"text_docs\": [\"b\"]}"))
                .is(400, "illegal_argument_exception", "input_invalid")
                .says("A TEXT_EMBEDDING model wants text_docs, but was given query_text and text_docs").advises("text_docs");
        Refusal.of(Ml.post("/_predict/question_answering/" + model, "{\"question\": \"a\", \"context\": \"b\"}"))
                .is(400, "illegal_argument_exception", "input_invalid").says("but was given question and context");
        Refusal.of(Ml.post("/_predict/question_answering/" + model, "{\"text_docs\": [\"b\"]}")).isInvalid()
                .says("Question is not provided", "Context is not provided");
        Refusal.of(Ml.post("/_predict/text_similarity/" + model, "{}")).isInvalid()
                .says("No query text was provided", "No text documents were provided");
        Refusal.of(Ml.post("/_predict/remote/" + model, "{\"parameters\": {}}"))
                .is(400, "illegal_argument_exception", "input_invalid").says("but was given parameters");
        Refusal.of(Ml.post("/_predict/tea_leaves/" + model, "{\"text_docs\": [\"b\"]}")).isInvalid()
                .says("Wrong function name").advises("text_embedding");
    }

    @Test
    void membersOfOtherFunctionsAreSkipped() {
        String body = "{\"query_text\": \"a\", \"text_docs\": [\"hello\"]}";

        assertThat(vector(Ml.post("/_predict/TEXT_EMBEDDING/" + model, body), 0)).isEqualTo(HELLO);
    }

    @Test
    void aSideIsForAsymmetricModels() {
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\"], \"parameters\": {\"content_type\": \"query\"}}"))
                .is(400, "illegal_argument_exception", "input_invalid")
                .says("When passing AsymmetricTextEmbeddingParameters, the model requires to be registered with at least one of"
                        + " `query_prefix` or `passage_prefix`.");
    }

    @Test
    void aTextThatBreaksTheNetworkBreaksNoOther() {
        List<CompletableFuture<Response>> others = IntStream.range(0, 20)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> Ml.predict(model, "{\"text_docs\": [\"hello\"]}"))).toList();

        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\", \"damaged\"]}")).is(500, "m_l_exception", "inference_failed")
                .says("The network answered NaN").advises("float32");
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"beyond\"]}")).is(500, "m_l_exception", "inference_failed");

        assertThat(others).allSatisfy(other -> assertThat(vector(other.join(), 0)).isEqualTo(HELLO));
        assertThat(vector(Ml.predict(model, "{\"text_docs\": [\"hello\"]}"), 0)).isEqualTo(HELLO);
    }

    @Test
    void aTextThatWasCutIsReported() {
        Response answer = Ml.predict(model, "{\"text_docs\": [\"" + "hello ".repeat(600) + "\", \"hello\"]}");

        assertThat(answer.<Boolean>path("inference_results[0].truncated")).isTrue();
        assertThat(answer.<Integer>path("inference_results[0].tokens")).isEqualTo(512);
        assertThat(answer.<Object>path("inference_results[1].truncated")).isNull();
        assertThat(answer.<Object>path("inference_results[1].tokens")).isNull();
    }

    @Test
    void aDisabledModelIsRefusedAtOnce() {
        assertThat(Ml.put("/models/" + model, "{\"is_enabled\": false}").statusCode()).isEqualTo(200);
        try {
            Refusal.of(Ml.predict(model, "{\"text_docs\": [\"hello\"]}")).is(403, "status_exception", "model_disabled")
                    .says("Model is disabled.").advises("is_enabled");
            assertThat(Ml.get("/models/" + model).<Boolean>path("is_enabled")).isFalse();
        } finally {
            Ml.put("/models/" + model, "{\"is_enabled\": true}");
        }
        assertThat(vector(Ml.predict(model, "{\"text_docs\": [\"hello\"]}"), 0)).isEqualTo(HELLO);
    }

    private static String docs(int count) {
        return IntStream.range(0, count).mapToObj(n -> "\"hello\"").collect(Collectors.joining(",", "{\"text_docs\": [", "]}"));
    }

    private static List<Float> vector(Response answer, int text) {
        return answer.path("inference_results[" + text + "].output[0].data");
    }
}
