package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that goes wrong under {@code /v1} is told in OpenAI's shape. */
@QuarkusTest
@WithTestResource(Servers.class)
class OpenAiErrorsTest {

    private static final String INVALID = "invalid_request_error";

    private String model;

    @BeforeEach
    void deployed() {
        model = SharedModels.embedding();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v1/", "/v1/nothing", "/v1/embeddings/x", "/v1/completions"})
    void unknownPaths(String path) {
        Refused.of(given().urlEncodingEnabled(false).get(path)).is(404, INVALID, null, "path_unknown")
                .says("no handler found", path);
    }

    @Test
    void wrongMethods() {
        Response answer = OpenAi.get("/embeddings");

        Refused.of(answer).is(405, INVALID, null, "method_not_allowed").says("allowed: [POST]");
        assertThat(answer.header("Allow")).isEqualTo("POST");
        Refused.of(given().delete("/v1/models/x")).is(405, INVALID, null, "method_not_allowed").says("allowed: [GET]");
    }

    @Test
    void wrongContentTypes() {
        Refused.of(given().contentType("text/plain").body("{}").post("/v1/embeddings"))
                .is(415, INVALID, null, "content_type_unsupported").says("send the body as application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "\"\"            | request_body_missing | request body is required",
        "{'input': 'a'   | json_malformed       | Malformed JSON at line 1",
        "{'a':1}{}       | json_malformed       | nothing may follow the object",
        "['hello']       | body_not_an_object   | START_ARRAY"})
    void bodiesThatAreNone(String body, String code, String words) {
        Refused.of(OpenAi.post("/embeddings", body.replace('\'', '"'))).is(400, INVALID, null, code).says(words);
    }

    @Test
    void unknownParameters() {
        Refused.of(OpenAi.get("/models?limitt=5")).is(400, INVALID, null, "parameter_unknown").says("[limitt]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "'input': 'a'                                             | model           | you must provide a model parameter",
        "'model': '', 'input': 'a'                                | model           | you must provide a model parameter",
        "'model': ['M'], 'input': 'a'                             | model           | must be a string",
        "'model': 'M'                                             | input           | you must provide an input",
        "'model': 'M', 'input': null                              | input           | you must provide an input",
        "'model': 'M', 'input': []                                | input           | at least one string",
        "'model': 'M', 'input': {'text': 'a'}                     | input           | must be a string, but it is of type [object]",
        "'model': 'M', 'input': ['a', null]                       | input           | input[1] must be a string",
        "'model': 'M', 'input': ['a', true]                       | input           | input[1] must be a string",
        "'model': 'M', 'input': [101, 7592]                       | input           | input[0] has token ids",
        "'model': 'M', 'input': [[101, 7592], [102]]              | input           | check_embedding_ctx_length=False",
        "'model': 'M', 'input': 5                                 | input           | input has token ids",
        "'model': 'M', 'input': 'a', 'encoding_format': 'int8'    | encoding_format | float or base64, but it is [int8]",
        "'model': 'M', 'input': 'a', 'dimensions': 0              | dimensions      | must be >= 1",
        "'model': 'M', 'input': 'a', 'dimensions': 'many'         | dimensions      | must be a whole number",
        "'model': 'M', 'input': 'a', 'input_type': 'poem'         | input_type      | query (or search_query) or passage",
        "'input': [], 'dimensions': 0                             | model           | at least one string"})
    void faultsOfAnEmbedding(String members, String param, String words) {
        Refused.of(OpenAi.post("/embeddings", "{" + members.replace('\'', '"').replace("M", model) + "}")).isAbout(param)
                .says(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "'query': 'q', 'documents': ['a']                                   | model     | you must provide a model parameter",
        "'model': 'M', 'documents': ['a']                                   | query     | you must provide a query",
        "'model': 'M', 'query': 'q'                                         | documents | you must provide documents",
        "'model': 'M', 'query': 'q', 'documents': []                        | documents | you must provide documents",
        "'model': 'M', 'query': 'q', 'documents': 'a'                       | documents | you must provide documents",
        "'model': 'M', 'query': 'q', 'documents': ['a', 5]                  | documents | documents[1] must be a string",
        "'model': 'M', 'query': 'q', 'documents': [{'title': 'a'}]          | documents | documents[0] must be a string",
        "'model': 'M', 'query': 'q', 'documents': ['a'], 'top_n': 0         | top_n     | must be >= 1",
        "'model': 'M', 'query': 'q', 'documents': ['a'], 'raw_scores': 'so' | raw_scores | only [true] or [false]",
        "'model': 'M', 'query': 'q', 'documents': ['a']                     | model     | has the function TEXT_EMBEDDING, and"})
    void faultsOfARerank(String members, String param, String words) {
        Refused.of(OpenAi.post("/rerank", "{" + members.replace('\'', '"').replace("M", model) + "}")).isAbout(param).says(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "sentence-transformers/nobody", "gpt-4", "\\u0000"})
    void unknownModels(String name) {
        Refused refused = Refused.of(OpenAi.embed(name, "\"hello\""));

        if (name.equals("\\u0000")) {
            refused.isAbout(null).says("U+0000");
        } else {
            refused.is(404, INVALID, "model", "model_not_found").says("[" + name + "]", "GET /v1/models");
        }
    }

    @Test
    void aNameLongerThanAnyIsUnknown() {
        Refused.of(OpenAi.embed("x".repeat(100_000), "\"hello\"")).is(404, INVALID, "model", "model_not_found");
        Refused.of(OpenAi.get("/models/nobody")).is(404, INVALID, "model", "model_not_found");
    }

    @Test
    void aModelOfAnotherFunction() {
        String tokenizer = Ml.registered(Ml.registration(Ml.name("sparse"), TinyModels.embedding(Packages.folder("embeddings")))
                .replace("TEXT_EMBEDDING", "SPARSE_TOKENIZE"));

        Refused.of(OpenAi.embed(tokenizer, "\"hello\"")).isAbout("model")
                .says("has the function SPARSE_TOKENIZE, and /v1/embeddings needs TEXT_EMBEDDING", "_predict");
    }

    @Test
    void aModelWithoutOneVectorPerText() {
        String unpooled = Ml.deployed(Ml.registration(Ml.name("unpooled"), TinyModels.embedding(Packages.folder("embeddings")))
                .replace("\"model_type\"", "\"pooling_mode\": \"none\", \"model_type\""));

        Refused.of(OpenAi.embed(unpooled, "\"hello\"")).isAbout("model")
                .says("the shape [3, 4] where one vector per text is wanted");
    }

    @Test
    void limitsAreToldInTheWordsOfTheRequest() {
        String texts = IntStream.range(0, 1_001).mapToObj(n -> "\"hello\"").collect(Collectors.joining(",", "[", "]"));

        Refused.of(OpenAi.embed(model, texts)).is(413, INVALID, "input", "input_too_large")
                .says("1001 texts in one request exceed the limit of 1000");
        Refused.of(OpenAi.embed(model, "[\"a\", \"" + "hello ".repeat(900_000) + "\"]"))
                .is(413, INVALID, "input[1]", "input_too_large").says("input[1] has 5400000 bytes");
    }

    @Test
    void aDisabledModel() {
        String disabled = Ml.registered(TinyModels.embedding(Packages.folder("embeddings")));
        Ml.put("/models/" + disabled, "{\"is_enabled\": false}");

        Refused.of(OpenAi.embed(disabled, "\"hello\"")).is(403, INVALID, null, "model_disabled").says("is_enabled");
    }

    @Test
    void aTextThatBreaksTheNetwork() {
        Refused.of(OpenAi.embed(model, "[\"hello\", \"damaged\"]")).is(500, "server_error", null, "inference_failed")
                .says("The network answered NaN");
    }

    @Test
    void overload() {
        Response full = OpenAi.get("/_trial/failure?kind=queue");
        Response loading = OpenAi.get("/_trial/failure?kind=loading");

        Refused.of(full).is(429, "rate_limit_error", null, "queue_full").says("full (retry later)");
        assertThat(full.header("Retry-After")).isEqualTo("1");
        Refused.of(loading).is(503, "server_error", null, "model_loading");
        assertThat(loading.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void aDefectKeepsItsSecrets() {
        assertThat(Refused.of(OpenAi.get("/_trial/failure?kind=defect")).is(500, "server_error", null, "internal").message())
                .doesNotContain("secrets");
        assertThat(OpenAi.get("/_trial/failure?kind=defect&error_trace=true").<String>path("error.stack_trace"))
                .contains("IllegalStateException");
    }

    @Test
    void aHeaderThatIsNoTime() {
        Refused.of(given().header("X-Perch-Timeout", "soon").contentType("application/json")
                .body("{\"model\": \"" + model + "\", \"input\": \"hello\"}").post("/v1/embeddings"))
                .is(400, INVALID, null, "request_invalid").says("X-Perch-Timeout");
    }
}
