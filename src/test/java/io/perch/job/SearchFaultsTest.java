package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.ModelFormat;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that go wrong: the caller is told what, why and what to do. */
@QuarkusTest
@WithTestResource(Servers.class)
class SearchFaultsTest extends WithProvider {

    // ---- Models -----------------------------------------------------------------------------------------------------------

    @Test
    void anUnknownModel() {
        Refusal.of(search("no-such-model", "sun")).is(404, "status_exception", "model_not_found").says("no-such-model");
    }

    @Test
    void aDisabledModel() {
        String model = Ml.deployed(TinyModels.embedding(Packages.folder("search-faults")));
        Ml.put("/models/" + model, "{\"is_enabled\": false}");

        Refusal.of(search(model, "sun")).is(403, "status_exception", "model_disabled");
        Ml.remove(model);
    }

    @Test
    void aModelOfAnotherFunction() {
        String sparse = SharedModels.sparse(ModelFormat.ONNX);

        Refusal.of(search(sparse, "sun")).is(400, "illegal_argument_exception", "clause_invalid")
                .says(sparse + " has the function SPARSE_ENCODING").says("neural needs a TEXT_EMBEDDING or REMOTE model");
        Refusal.of(SearchIndices.query("docs", "{\"neural_sparse\": {\"s\": {\"query_text\": \"hi\", \"model_id\": \""
                + SharedModels.embedding() + "\"}}}")).is(400, "illegal_argument_exception", "clause_invalid");
        Refusal.of(SearchIndices.query("docs", "{\"neural\": {\"v\": {\"query_image\": \"aGk=\", \"model_id\": \""
                + SharedModels.embedding() + "\"}}}"))
                .is(400, "illegal_argument_exception", "clause_invalid").says("query_image");
    }

    @Test
    void aModelThatFails() {
        Refusal.of(search(SharedModels.embedding(), "beyond")).is(500, "m_l_exception", "inference_failed");
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "500, 500", "401, 401"})
    void aServiceThatRefuses(int status, int told) {
        provider.on("/v1/embeddings", Behaviours.status(status));

        Refusal.of(search(Connectors.model(Connectors.embeddings(provider)), "sun"))
                .is(told, "status_exception", "remote_failed").says("told to answer " + status);
    }

    @Test
    void aServiceThatAnswersSomethingElse() {
        provider.on("/e", Behaviours.json("{\"vectors\": [[1, 2, 3, 4]]}"));
        String model = Connectors.model(Connectors.draft(provider.url("/e"), "{\"input\": ${parameters.input}}", "{}"));

        Refusal.of(search(model, "sun")).is(502, "illegal_argument_exception", "remote_answer_unexpected")
                .says("The remote model response is missing the required 'response' key.").advises("post_process");
    }

    @Test
    void aServiceThatAnswersTooLittle() {
        provider.on("/v1/embeddings", Behaviours.json("{\"data\": [{\"embedding\": [1, 2, 3, 4]}]}"));
        String model = Connectors.model(Connectors.embeddings(provider));

        Refusal.of(SearchIndices.query("docs",
                "{\"bool\": {\"should\": [" + neural(model, "a") + ", " + neural(model, "b") + "]}}"))
                .is(502, "illegal_argument_exception", "remote_answer_unexpected").says("answered 1 times to 2 texts");
    }

    @Test
    void aCallerWhoWaitsNoLonger() {
        CountDownLatch never = new CountDownLatch(1);
        provider.on("/v1/embeddings", Behaviours.after(never, Behaviours.status(200)));
        String model = Connectors.model(Connectors.embeddings(provider));

        Response answer = SearchIndices.asked().header("X-Perch-Timeout", "300ms").contentType("application/json")
                .body("{\"query\": " + neural(model, "sun") + "}").post("/docs/_search");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(504);
        never.countDown();
    }

    // ---- The request ------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"query": {"neural": {"v": {"query_text": "", "model_id": "m"}}}}          | clause_invalid
            {"query": {"neural": {"v": {"query_text": ["a"], "model_id": "m"}}}}       | clause_malformed
            {"query": {"neural": {"v": {"query_text": "a", "model_id": "m", "x": 1}}}} | clause_malformed
            {"query": {"neural": [1]}}                                                 | clause_malformed
            {"query": {"neural_sparse": {"s": {"query_text": "a"}}}}                   | search_not_served
            {"query": {"neural_sparse": {"s": {}}}}                                    | clause_invalid
            {"pit": {"id": "x"}}                                                       | search_not_served
            {"query": {"wrapper": {"query": "e30="}}}                                  | search_not_served
            ["neural"]                                                                 | body_not_an_object
            {"query": {"neural": }                                                     | json_malformed""")
    void whatCannotBeRead(String source, String code) {
        assertThat(Refusal.of(SearchIndices.search("docs", source))).extracting(Refusal::code, Refusal::status)
                .containsExactly(code, 400);
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aVeryDeepQuery() {
        Refusal.of(SearchIndices.query("docs", "{\"bool\": {\"must\": ".repeat(200) + neural("m", "x") + "}}".repeat(200)))
                .is(400, "json_parse_exception", "json_malformed");
    }

    @Test
    void moreThanOneRequestMayAsk() {
        StringBuilder clauses = new StringBuilder(neural("m", "x"));
        for (int i = 0; i < 1_000; i++) {
            clauses.append(',').append(neural("m", "x"));
        }

        Refusal.of(SearchIndices.query("docs", "{\"dis_max\": {\"queries\": [" + clauses + "]}}"))
                .is(413, "illegal_argument_exception", "search_too_large")
                .says("1001 clauses").advises("perch.query.max-clauses");
    }

    @Test
    void scrollsAreNotServed() {
        Refusal.of(SearchIndices.asked().get("/docs/_search?scroll=1m"))
                .is(400, "illegal_argument_exception", "search_not_served").advises("search_after");
    }

    @Test
    void aParameterThatOpenSearchDoesNotKnow() {
        Refusal.of(SearchIndices.asked().get("/docs/_search?index=perch-model-chunk"))
                .is(400, "illegal_argument_exception", "parameter_unknown").says("[index]");
    }

    // ---- Indices ------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"perch-model-chunk", "perch-*", ".plugins-ml-model", "docs,perch-connector", ".*"})
    void anIndexThatIsNotForCallers(String index) {
        Refusal.of(SearchIndices.search(index, "{}")).is(403, "security_exception", "index_forbidden").advises("perch.indices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_cat", "_nodes", "other:docs", "%3Cdocs-%7Bnow%7D%3E", "+docs"})
    void whatIsNoIndex(String index) {
        Refusal.of(SearchIndices.search(index, "{}")).is(400, "invalid_index_name_exception", "index_name_invalid");
    }

    @Test
    void wildcardsDoNotFindThem() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello");

        String found = SearchIndices.asked().get("/*/_search?size=0&expand_wildcards=all&filter_path=_shards").asString();
        String indices = SearchIndices.asked().contentType("application/json")
                .body("{\"size\": 0, \"aggs\": {\"i\": {\"terms\": {\"field\": \"_index\", \"size\": 10000}}}}")
                .post("/_search").asString();

        assertThat(found).contains("successful");
        assertThat(indices).contains(index).doesNotContain("perch-model-chunk");
    }

    @Test
    void aLookUpDoesNotLeadToThem() {
        Refusal.of(SearchIndices.query("docs",
                "{\"terms\": {\"x\": {\"index\": \"perch-connector\", \"id\": \"1\", \"path\": \"name\"}}}"))
                .is(403, "security_exception", "index_forbidden").says("[perch-connector]");
    }

    // ---- OpenSearch ---------------------------------------------------------------------------------------------------------

    @Test
    void whatOpenSearchRefusesIsTheCallersAnswer() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello");

        Response unknown = SearchIndices.search("no-such-index", "{}");
        Response wrong = SearchIndices.query(index, "{\"no_such_query\": {}}");
        Response dimension = SearchIndices.query(index, neural(SharedModels.miniLm(), "hello"));

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.<String>path("error.type")).isEqualTo("index_not_found_exception");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.asString()).contains("unknown query [no_such_query]");
        assertThat(dimension.statusCode()).isEqualTo(400);
        assertThat(dimension.asString()).contains("384");
        assertThat(SearchIndices.search(index, "{\"size\": }").statusCode()).isEqualTo(400);
        assertThat(SearchIndices.asked().get("/no-such-index/_search?pretty&filter_path=x").asString())
                .contains("\"status\" : 404");
    }

    @Test
    void openSearchIsAway() {
        Servers.openSearch().stop().run();
        try {
            Response answer = SearchIndices.asked().header("X-Perch-Timeout", "1s").contentType("application/json")
                    .body("{\"query\": " + neural(SharedModels.embedding(), "sun") + "}").post("/docs/_search");

            Refusal.of(answer).is(503, "status_exception", "search_unavailable").says("OpenSearch at 127.0.0.1");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        } finally {
            Servers.openSearch().start().run();
        }
    }

    // ---- The paths ------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/_mapping", "/_cat/indices", "/docs/_doc/1/x", "/_search/scroll", "/"})
    void whatPerchDoesNotServe(String path) {
        Response answer = SearchIndices.asked().get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("code")).isEqualTo("path_unknown");
        assertThat(answer.<String>path("hint")).contains("ask OpenSearch itself");
    }

    private static Response search(String model, String text) {
        return SearchIndices.query("docs", neural(model, text));
    }

    private static String neural(String model, String text) {
        return "{\"neural\": {\"v\": {\"query_text\": \"" + text + "\", \"model_id\": \"" + model + "\"}}}";
    }
}
