package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Refusal;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several searches in one request. */
@QuarkusTest
@WithTestResource(Servers.class)
class MultiSearchTest extends WithProvider {

    @Test
    void allTextsGoToTheModelTogetherAndEachOnce() {
        provider.on("/v1/embeddings", Behaviours.json(
                "{\"data\": [{\"embedding\": [1, 0, 0, 0]}, {\"embedding\": [0, 1, 0, 0]}]}"));
        String model = Connectors.model(Connectors.embeddings(provider));
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "x", "\"v\": [1, 0, 0, 0], \"kind\": \"a\"");
        SearchIndices.put(index, "y", "\"v\": [0, 1, 0, 0]");

        Response answer = SearchIndices.multi("/_msearch", "{\"index\": \"" + index + "\"}", near(model, "first"),
                "{\"index\": [\"" + index + "\"]}", near(model, "second"),
                "{\"indices\": \"" + index + "\"}", near(model, "first"),
                "{\"index\": \"" + index + "\", \"search_type\": \"dfs_query_then_fetch\"}",
                "{\"query\": {\"term\": {\"kind\": \"a\"}}}");

        assertThat(ids(answer)).containsExactly("[x]", "[y]", "[x]", "[x]");
        assertThat(answer.<List<Integer>>path("responses.status")).containsExactly(200, 200, 200, 200);
        assertThat(provider.asked()).hasSize(1);
        assertThat(Json.read(provider.last().body(), JsonNode.class).path("input").toString())
                .isEqualTo("[\"first\",\"second\"]");
    }

    @Test
    void aHeaderMaySayNothing() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");

        assertThat(ids(SearchIndices.multi("/" + index + "/_msearch", "{}", near(model, "sun"), "", near(model, "hello"))))
                .containsExactly("[sun]", "[hello]");
        assertThat(ids(SearchIndices.multi("/" + index + "/_msearch?filter_path=responses.hits.hits._id", "", "{}",
                near(model, "sun")))).containsExactly("[sun]");
        assertThat(ids(SearchIndices.multi("/_msearch?rest_total_hits_as_int=true&max_concurrent_searches=1",
                "{\"index\": \"" + index + "\"}", near(model, "sun")))).containsExactly("[sun]");
    }

    @Test
    void oneThatFailsLeavesTheOthersAlone() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        String here = "{\"index\": \"" + index + "\"}";

        Response answer = SearchIndices.multi("/_msearch", here, near(model, "sun"), here, near("no-such-model", "sun"),
                "{\"index\": \"perch-model-chunk\"}", near(model, "sun"), "{\"index\": \"no-such-index\"}", near(model, "sun"),
                here, near(model, "beyond"), here, terms("perch-connector"), here, near(model, "hello"));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<List<Integer>>path("responses.status")).containsExactly(200, 404, 403, 404, 500, 403, 200);
        assertThat(answer.<String>path("responses[1].error.code")).isEqualTo("model_not_found");
        assertThat(answer.<String>path("responses[1].error.type")).isEqualTo("status_exception");
        assertThat(answer.<String>path("responses[2].error.code")).isEqualTo("index_forbidden");
        assertThat(answer.<String>path("responses[3].error.type")).isEqualTo("index_not_found_exception");
        assertThat(answer.<String>path("responses[4].error.code")).isEqualTo("inference_failed");
        assertThat(answer.<String>path("responses[5].error.code")).isEqualTo("index_forbidden");
        assertThat(answer.<String>path("responses[0].hits.hits[0]._id")).isEqualTo("sun");
        assertThat(answer.<String>path("responses[6].hits.hits[0]._id")).isEqualTo("hello");
    }

    @Test
    void allMayFail() {
        Response answer = SearchIndices.multi("/_msearch", "{\"index\": \".x\"}", "{}", "{}", near("no-such-model", "sun"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<List<Integer>>path("responses.status")).containsExactly(403, 404);
        assertThat(answer.<Integer>path("took")).isZero();
    }

    @Test
    void aBrokenClauseIsTheFaultOfTheRequestAsInOpenSearch() {
        Refusal.of(SearchIndices.multi("/_msearch", "{}", "{}", "{}", "{\"query\": {\"neural\": {\"v\": {\"k\": 1}}}}"))
                .is(400, "illegal_argument_exception", "clause_invalid");
        Refusal.of(SearchIndices.multi("/_msearch", "{}", "{\"query\": {\"neural\": "))
                .is(400, "json_parse_exception", "json_malformed");
    }

    @Test
    void framingIsAsInOpenSearch() {
        Refusal.of(SearchIndices.asked().contentType("application/x-ndjson").body("{}\n{}").post("/_msearch"))
                .isInvalid().says("The msearch request must be terminated by a newline [\n]").advises("--data-binary");
        assertThat(SearchIndices.multi("/_msearch", "{\"nothing\": 1}", "{}").statusCode()).isEqualTo(400);
        assertThat(SearchIndices.multi("/_msearch", "{}").asString()).contains("no requests added");
        Refusal.of(SearchIndices.multi("/_msearch", "{\"index\": {}}", "{}")).isInvalid().says("[index]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/json", "application/x-ndjson; charset=UTF-8"})
    void linesHaveThreeLabels(String label) {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello");

        assertThat(ids(SearchIndices.asked().contentType(label).body("{\"index\": \"" + index + "\"}\n{}\n").get("/_msearch")))
                .containsExactly("[hello]");
    }

    @Test
    void otherNotationsAreRefused() {
        assertThat(SearchIndices.asked().contentType("application/yaml").body("{}\n{}\n").post("/_msearch").statusCode())
                .isEqualTo(406);
    }

    @Test
    void thereIsABoundOnSearches() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= 1_000; i++) {
            lines.addAll(List.of("{}", "{\"size\": 0}"));
        }

        Refusal.of(SearchIndices.multi("/_msearch", lines.toArray(String[]::new)))
                .is(413, "illegal_argument_exception", "search_too_large")
                .says("1001 searches; the limit is 1000").advises("perch.query.max-searches");
    }

    private static List<String> ids(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        List<Object> ids = answer.path("responses.hits.hits._id");
        return ids.stream().map(String::valueOf).toList();
    }

    private static String near(String model, String text) {
        return "{\"query\": {\"neural\": {\"v\": {\"query_text\": \"" + text + "\", \"model_id\": \"" + model
                + "\", \"k\": 1}}}}";
    }

    private static String terms(String index) {
        return "{\"query\": {\"terms\": {\"kind\": {\"index\": \"" + index + "\", \"id\": \"1\", \"path\": \"name\"}}}}";
    }
}
