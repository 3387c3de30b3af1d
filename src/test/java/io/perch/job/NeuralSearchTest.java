package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code neural}: documents near to a text, in OpenSearch's own k-NN index. */
@QuarkusTest
@WithTestResource(Servers.class)
class NeuralSearchTest extends WithProvider {

    private static final String FOUR = "{\"data\": [{\"embedding\": [1, 0, 0, 0]}, {\"embedding\": [0, 1, 0, 0]}]}";

    @Test
    void theNearestTextComesFirst() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "world", "sun", "hello sun");

        assertThat(SearchIndices.ids(SearchIndices.query(index, neural(model, "sun", "\"k\": 2"))))
                .containsExactly("sun", "hello-sun");
        assertThat(SearchIndices.ids(SearchIndices.query(index, neural(model, "hello", "\"k\": 1")))).containsExactly("hello");
    }

    @Test
    void aRealModelFindsWhatHasNoWordInCommon() {
        String model = SharedModels.miniLm();
        String index = SearchIndices.embedded(model, 384, "The cat sleeps on the sofa", "Stocks fell sharply today",
                "How to bake fresh bread");

        Response found = SearchIndices.query(index, neural(model, "a kitten taking a nap", "\"k\": 3"));

        assertThat(SearchIndices.ids(found)).startsWith("The-cat-sleeps-on-the-sofa");
        assertThat(SearchIndices.ids(SearchIndices.query(index, neural(model, "shares lost value", "\"k\": 1"))))
                .containsExactly("Stocks-fell-sharply-today");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"bool": {"must": [N], "filter": {"term": {"kind": "5"}}}}              | hello,world
            {"bool": {"should": [N, {"match": {"text": {"query": "world", "boost": 9}}}]}} | world,sun,hello-sun,hello
            {"function_score": {"query": N, "functions": [{"filter": {"term": {"kind": "5"}}, "weight": 9}]}} | hello,world,sun,hello-sun
            {"constant_score": {"filter": N}}                                         | hello,world,sun,hello-sun
            {"dis_max": {"queries": [N, {"match": {"text": {"query": "hello", "boost": 9}}}]}} | hello,hello-sun,sun,world
            {"neural": {"v": {"query_text": "sun", "model_id": "M", "k": 4, "filter": {"term": {"kind": "5"}}}}} | hello,world
            {"neural": {"v": {"query_text": "sun", "model_id": "M", "min_score": 0.99}}} | sun
            {"neural": {"v": {"query_text": "sun", "model_id": "M", "max_distance": 0.01}}} | sun
            {"neural": {"v": {"query_text": "sun", "model_id": "M", "k": 1, "method_parameters": {"ef_search": 9}, "boost": 2, "_name": "x"}}} | sun""")
    void aClauseStandsAmongOthers(String query, String expected) {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "world", "sun", "hello sun");

        Response found = SearchIndices.query(index,
                query.replace("N", neural(model, "sun", "\"k\": 4")).replace("\"M\"", '"' + model + '"'));

        assertThat(SearchIndices.ids(found)).as(query).containsExactlyInAnyOrder(expected.split(","));
        if (!query.contains("constant_score") && expected.contains(",")) {
            assertThat(SearchIndices.ids(found).getFirst()).isEqualTo(expected.split(",")[0]);
        }
    }

    @Test
    void aggregationsRescoresAndPostFiltersMayHaveClauses() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "world", "sun", "hello sun");
        String near = neural(model, "sun", "\"min_score\": 0.99");

        Response found = SearchIndices.search(index, """
                {"query": {"match_all": {}}, "post_filter": N, "aggs": {"near": {"filter": N}},
                 "rescore": {"window_size": 9, "query": {"rescore_query": N}}}""".replace("N", near));

        assertThat(SearchIndices.ids(found)).containsExactly("sun");
        assertThat(found.<Integer>path("aggregations.near.doc_count")).isEqualTo(1);
        assertThat(found.<Float>path("hits.hits[0]._score")).isGreaterThan(1.9f);
    }

    @Test
    void aTextIsEmbeddedOnceAndAllTextsOfAModelTogether() {
        provider.on("/v1/embeddings", Behaviours.json(FOUR));
        String model = Connectors.model(Connectors.embeddings(provider));
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "1", "\"v\": [1, 0, 0, 0]");

        Response found = SearchIndices.search(index, """
                {"query": {"bool": {"should": [<A>, <A>, <B>], "filter": {"bool": {"should": [<A>]}}}}, "aggs": {"x": {"filter": <B>}}}"""
                .replace("<A>", neural(model, "first", "\"k\": 1")).replace("<B>", neural(model, "second", "\"k\": 1")));

        assertThat(SearchIndices.ids(found)).containsExactly("1");
        assertThat(provider.asked()).hasSize(1);
        assertThat(body().path("input")).isEqualTo(Json.read("[\"first\", \"second\"]", JsonNode.class));
    }

    @Test
    void manyTextsAreOnePredict() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "world", "sun");
        String clauses = IntStream.range(0, 100).mapToObj(i -> neural(model, "sun hello".repeat(i % 50 + 1), "\"k\": 3"))
                .collect(Collectors.joining(","));

        assertThat(SearchIndices.ids(SearchIndices.query(index, "{\"dis_max\": {\"queries\": [" + clauses + "]}}"))).hasSize(3);
    }

    @Test
    void anAsymmetricModelIsToldThatItIsAQuery() {
        String model = SharedModels.asymmetric();
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "query", "\"v\": [0.5625, 0.5, 0.75, 1.75]");
        SearchIndices.put(index, "passage", "\"v\": [-0.1875, 0.125, 2, 1]");

        Response found = SearchIndices.query(index, neural(model, "sun", "\"k\": 2"));

        assertThat(SearchIndices.ids(found)).containsExactly("query", "passage");
        assertThat(found.<Float>path("hits.hits[0]._score")).isEqualTo(1f);
    }

    @Test
    void anAsymmetricRemoteModelTakesParameters() {
        provider.on("/e", Behaviours.json("[[1, 0, 0, 0]]"));
        String connector = Connectors.create(Connectors.draft(provider.url("/e"),
                "{\"texts\": ${parameters.texts}, \"side\": \"${parameters.content_type}\"}", "{}"));
        String model = Ml.registered(Ml.with("""
                "model_config": {"model_type": "bert", "embedding_dimension": 4, "framework_type": "sentence_transformers",
                  "additional_config": {"is_asymmetric": true}}""", Connectors.registration(connector)));
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "1", "\"v\": [1, 0, 0, 0]");

        assertThat(SearchIndices.ids(SearchIndices.query(index, neural(model, "sun", "\"k\": 1")))).containsExactly("1");
        assertThat(body()).isEqualTo(Json.read("{\"texts\": [\"sun\"], \"side\": \"query\"}", JsonNode.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "query_text": "hi", "query_image": "aGk=" | {"inputText": "hi", "inputImage": "aGk="}
            "query_image": "aGk="                     | {"inputText": "", "inputImage": "aGk="}
            "query_text": "hi"                        | {"inputText": "hi", "inputImage": ""}""")
    void anImageAndItsTextAreOneQuestion(String asked, String sent) {
        provider.on("/e", Behaviours.json("{\"embedding\": [1, 0, 0, 0]}"));
        String model = Connectors.model(Connectors.draft(provider.url("/e"),
                "{\"inputText\": \"${parameters.inputText:-}\", \"inputImage\": \"${parameters.inputImage:-}\"}", "{}",
                "\"pre_process_function\": \"connector.pre_process.bedrock.multimodal_embedding\"",
                "\"post_process_function\": \"connector.post_process.bedrock.embedding\""));
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "1", "\"v\": [1, 0, 0, 0]");

        Response found = SearchIndices.query(index, "{\"neural\": {\"v\": {" + asked + ", \"model_id\": \"" + model + "\"}}}");

        assertThat(SearchIndices.ids(found)).containsExactly("1");
        assertThat(body()).isEqualTo(Json.read(sent, JsonNode.class));
    }

    @Test
    void aModelThatIsNotDeployedIsDeployed() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        Ml.post("/models/" + model + "/_undeploy");

        assertThat(SearchIndices.ids(SearchIndices.query(index, neural(model, "sun", "\"k\": 1")))).containsExactly("sun");
    }

    // ---- What goes on as it came ----------------------------------------------------------------------------------------

    @Test
    void aSearchWithoutAClauseIsAnsweredByOpenSearch() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello", "world");

        Response found = SearchIndices.search(index, "{\"query\": {\"match\": {\"text\": \"hello\"}}, \"_source\": [\"kind\"]}");

        assertThat(SearchIndices.ids(found)).containsExactly("hello");
        assertThat(found.<Object>path("hits.hits[0]._source")).hasToString("{kind=5}");
        assertThat(SearchIndices.ids(SearchIndices.asked().get("/" + index + "/_search"))).hasSize(2);
        assertThat(SearchIndices.ids(SearchIndices.asked().post("/" + index + "/_search"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=text:hello", "q=hello&df=text&default_operator=AND&analyze_wildcard=true&lenient=true",
        "size=1&sort=kind", "from=1&size=1&sort=text.x:desc&ignore_unavailable=true&q=none", "routing=a", "preference=_local",
        "request_cache=true", "search_type=dfs_query_then_fetch", "timeout=5s", "terminate_after=1", "track_total_hits=true",
        "explain=true", "version",
        "seq_no_primary_term=true", "_source=kind", "_source_includes=k*&_source_excludes=kind", "stored_fields=_none_",
        "docvalue_fields=kind", "batched_reduce_size=2", "max_concurrent_shard_requests=1", "allow_no_indices=true",
        "expand_wildcards=open", "typed_keys=true", "rest_total_hits_as_int=true", "pre_filter_shard_size=1", "human",
        "phase_took", "allow_partial_search_results=true", "cancel_after_time_interval=10s", "stats=a,b",
        "include_named_queries_score=true"})
    void parametersMeanWhatTheyMeanToOpenSearch(String query) {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello", "world");

        Response asItIs = RestAssured.given().urlEncodingEnabled(false)
                .get(SearchIndices.url("/" + index + "/_search?" + query));
        Response found = SearchIndices.asked().get("/" + index + "/_search?" + query);

        assertThat(found.statusCode()).as(found.asString()).isEqualTo(asItIs.statusCode());
        assertThat(untimed(found)).isEqualTo(untimed(asItIs));
    }

    @Test
    void aSourceMayStandInTheQuery() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");

        Response found = SearchIndices.asked().urlEncodingEnabled(true)
                .queryParam("source", "{\"query\": " + neural(model, "sun", "\"k\": 1") + "}")
                .queryParam("source_content_type", "application/json").get("/" + index + "/_search");

        assertThat(SearchIndices.ids(found)).containsExactly("sun");
    }

    @Test
    void otherNotationsAreReadAndOtherRenderingsWritten() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        String yaml = "query:\n  neural:\n    v:\n      query_text: sun\n      model_id: " + model + "\n      k: 1\n";

        Response shown = SearchIndices.asked().contentType("application/yaml").body(yaml)
                .post("/" + index + "/_search?format=json&pretty&filter_path=hits.hits._id");

        assertThat(shown.asString()).isEqualTo("""
                {
                  "hits" : {
                    "hits" : [
                      {
                        "_id" : "sun"
                      }
                    ]
                  }
                }
                """);
        Response asYaml = SearchIndices.asked().contentType("application/yaml").body(yaml).post("/" + index + "/_search");
        assertThat(asYaml.contentType()).startsWith("application/yaml");
        assertThat(asYaml.asString()).contains("_id: \"sun\"");
    }

    @Test
    void severalIndicesAndWildcards() {
        String model = SharedModels.embedding();
        String one = SearchIndices.embedded(model, 4, "hello");
        String two = SearchIndices.embedded(model, 4, "sun");
        String near = "{\"query\": " + neural(model, "sun", "\"k\": 1") + "}";

        assertThat(SearchIndices.ids(SearchIndices.search(one + "," + two, near))).containsExactly("sun", "hello");
        assertThat(SearchIndices.ids(SearchIndices.search(one + "," + two.substring(0, two.length() - 3) + "*", near)))
                .containsExactly("sun", "hello");
        assertThat(SearchIndices.ids(SearchIndices.search(one + "," + two.substring(0, two.length() - 3) + "*,-" + two, near)))
                .containsExactly("hello");
        assertThat(SearchIndices.asked().get("/_search?size=1").statusCode()).isEqualTo(200);
        assertThat(SearchIndices.asked().get("/_all/_search?size=1").statusCode()).isEqualTo(200);
    }

    @Test
    void largeSearchesAreReadToo() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        String ids = IntStream.range(0, 60_000).mapToObj(i -> "\"id-number-" + i + "\"").collect(Collectors.joining(","));

        Response found = SearchIndices.query(index, "{\"bool\": {\"must_not\": {\"terms\": {\"kind\": [" + ids + "]}}, \"must\": "
                + neural(model, "sun", "\"k\": 1") + "}}");

        assertThat(SearchIndices.ids(found)).containsExactly("sun");
    }

    private JsonNode body() {
        return Json.read(provider.last().body(), JsonNode.class);
    }

    private static String untimed(Response answer) {
        return answer.asString().replaceAll("\"(took|query|fetch|can_match|dfs_pre_query|dfs_query|expand)\":\\d+", "\"$1\":0")
                .replaceAll("\\[[-A-Za-z0-9]+\\] ?", "");
    }

    private static String neural(String model, String text, String more) {
        return "{\"neural\": {\"v\": {\"query_text\": \"" + text + "\", \"model_id\": \"" + model + "\", " + more + "}}}";
    }
}
