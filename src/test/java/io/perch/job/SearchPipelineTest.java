package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.model.ModelFormat;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Rest;
import io.perch.testing.SearchIndices;
import io.perch.testing.SearchPipes;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search pipelines: put, read, deleted, named by searches; and who embeds where nothing is said. */
@QuarkusTest
@WithTestResource(Servers.class)
class SearchPipelineTest {

    private static final String NEURAL = "{\"query\": {\"neural\": {\"v\": {\"query_text\": \"sun\", \"k\": 1}}}}";

    private static String enricher(String model) {
        return "{\"neural_query_enricher\": {\"default_model_id\": \"" + model + "\"}}";
    }

    // ---- The pipelines themselves ---------------------------------------------------------------------------------------

    @Test
    void aPipelineIsShownAsItWasPut() {
        String id = Ml.name("shown");
        String body = "{\"description\": \"d\", \"version\": 3, \"request_processors\": [" + enricher(SharedModels.embedding())
                + "], \"response_processors\": [], \"phase_results_processors\": []}";

        assertThat(Rest.json(Rest.put("/_search/pipeline/" + id, body))).isEqualTo(json("{\"acknowledged\": true}"));

        assertThat(Rest.json(Rest.get("/_search/pipeline/" + id)).get(id)).isEqualTo(json(body));
        assertThat(Rest.json(Rest.get("/_search/pipeline")).has(id)).isTrue();
        assertThat(Rest.json(Rest.get("/_search/pipeline/none," + id.substring(0, 12) + "*")).has(id)).isTrue();
        assertThat(Rest.get("/_ingest/pipeline/" + id).statusCode()).isEqualTo(404);
        assertThat(Rest.json(Rest.delete("/_search/pipeline/" + id))).isEqualTo(json("{\"acknowledged\": true}"));
        assertThat(Rest.get("/_search/pipeline/" + id).statusCode()).isEqualTo(404);
        assertThat(Rest.get("/_search/pipeline/" + id).asString()).isEqualTo("{}");
        Refusal.of(Rest.delete("/_search/pipeline/" + id)).is(404, "resource_not_found_exception", "pipeline_not_found")
                .says("pipeline [" + id + "] is missing");
    }

    /** The exchange of the processor's page. */
    @Test
    void theProcessorOfThePage() {
        assertThat(Rest.put("/_search/pipeline/sp", """
                {"response_processors": [{"ml_inference": {"model_id": "%s", "function_name": "text_embedding",
                  "model_input": "{\\"text_docs\\": ${input_map.docs}}", "input_map": [{"docs": "text"}],
                  "output_map": [{"vec": "$.inference_results[*].output[0].data"}],
                  "ignore_missing": true, "ignore_failure": true}}]}""".formatted(SharedModels.embedding())).asString())
                .isEqualTo("{\"acknowledged\":true}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"request_processors": {}}                        | [request_processors] property isn't a list, but of type [object]
            {"response_processors": [{"nope": {}}]}           | No processor type exists with name [nope]: here there are ml_inference, rerank
            {"request_processors": [{"rerank": {}}]}          | No processor type exists with name [rerank]: here there are ml_inference, neural_query_enricher
            {"phase_results_processors": [{"normalization-processor": {}}]} | [phase_results_processors] run inside of OpenSearch
            {"processors": []}                                | pipeline [x] doesn't support one or more provided configuration parameters [processors]
            {"version": "x"}                                  | [version] property isn't an integer, but of type [string]
            {"response_processors": [{"rerank": {}}]}         | rerank needs one of [ml_opensearch] and [by_field], and not both
            {"response_processors": [{"rerank": {"by_field": {}}}]} | [target_field] required property is missing
            {"response_processors": [{"rerank": {"by_field": {"target_field": "a", "keep": 1}}}]} | parameters [keep]
            {"response_processors": [{"rerank": {"ml_opensearch": {}, "context": {"document_fields": ["a"]}}}]} | [model_id] required property is missing
            {"request_processors": [{"neural_query_enricher": {}}]} | model Id or neural field map must be provided
            {"request_processors": [{"neural_query_enricher": {"default_model_id": "gone"}}]} | Failed to find model with the provided model id: gone
            {"request_processors": [{"rerank": {}, "x": {}}]} | request_processors[0] is not one processor: write {"type": {options}}
            """)
    void whatIsWrongIsTold(String body, String reason) {
        Refusal.of(Rest.put("/_search/pipeline/x", body)).is(400, "parse_exception", "pipeline_invalid").says(reason);
        assertThat(Rest.get("/_search/pipeline/x").statusCode()).isEqualTo(404);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal refusal = Refusal.of(Rest.put("/_search/pipeline/x", """
                {"request_processors": [{"ml_inference": {"model_id": "no-such-model", "function_name": "dance", "one_to_one": true,
                     "input_map": [{"a": "query.b"}, {"a": "query.c"}], "output_map": [{"c": "d"}], "max_prediction_tasks": 1,
                     "query_template": "{\\"size\\": ${other}}"}}],
                 "response_processors": [
                   {"ml_inference": {"model_id": "%1$s", "input_map": [{"a": "$.b["}], "output_map": [{"ext.ml_inference.x": "d"}],
                     "one_to_one": true}},
                   {"ml_inference": {"model_id": "%1$s", "input_map": [{"a": "b"}], "output_map": [{"ext.x": "d"}, {"e": "f"}]}},
                   {"rerank": {"ml_opensearch": {"model_id": "%1$s"}}}]}""".formatted(SharedModels.embedding())))
                .is(400, "parse_exception", "pipeline_invalid");

        refusal.says("request_processors[0] ml_inference: Wrong function name [dance]",
                "doesn't support one or more provided configuration parameters [one_to_one]",
                "It exceeds the max_prediction_tasks of 1. Please reduce the size of input_map or optional_input_map",
                "The input is in length of 2, while output_maps is in the length of 1",
                "a placeholder that no output_map fills: ${other}",
                "Failed to find model with the provided model id: no-such-model",
                "response_processors[0] ml_inference: '$.b[' is not a JSON path",
                "Write model response to search extension does not support when one_to_one is true.",
                "local TEXT_EMBEDDING model, and function_name says remote", "[ext.x] is no place for an output",
                "[context] required property is missing", "rerank needs a TEXT_SIMILARITY or REMOTE model");
    }

    @Test
    void theProcessorAndThePropertyAreNamed() {
        JsonNode error = Rest.json(Rest.put("/_search/pipeline/x",
                "{\"response_processors\": [{\"rerank\": {\"by_field\": {}}}]}")).get("error");

        assertThat(error.at("/root_cause/0/processor_type").asText()).isEqualTo("rerank");
        assertThat(error.get("property_name").asText()).isEqualTo("target_field");
    }

    @Test
    void thereIsNoPipelineNone() {
        Refusal.of(Rest.put("/_search/pipeline/_none", "{}")).isInvalid();
    }

    // ---- Naming one -----------------------------------------------------------------------------------------------------

    @Test
    void aPipelineIsNamedBesideOrWithinTheSearchOrBroughtAlong() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        String id = SearchPipes.request(enricher(model));

        Refusal.of(SearchIndices.search(index, NEURAL)).is(400, "illegal_argument_exception", "clause_invalid");
        assertThat(SearchIndices.ids(SearchPipes.search(id, index, NEURAL))).containsExactly("sun");
        assertThat(SearchIndices.ids(SearchIndices.search(index, Ml.with("\"search_pipeline\": \"" + id + "\"", NEURAL))))
                .containsExactly("sun");
        assertThat(SearchIndices.ids(SearchIndices.search(index, Ml.with("\"search_pipeline\": {\"request_processors\": ["
                + enricher(model) + "]}", NEURAL)))).containsExactly("sun");
        assertThat(SearchIndices.ids(SearchIndices.search(index, Ml.with("\"search\\u005fpipeline\": \"" + id + "\"", NEURAL))))
                .containsExactly("sun");
    }

    @Test
    void aChangeCountsAtOnce() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        String id = SearchPipes.put("\"request_processors\": []");
        assertThat(SearchPipes.search(id, index, NEURAL).statusCode()).isEqualTo(400);

        Rest.ok(Rest.put("/_search/pipeline/" + id, "{\"request_processors\": [" + enricher(model) + "]}"));

        assertThat(SearchIndices.ids(SearchPipes.search(id, index, NEURAL))).containsExactly("sun");
    }

    @Test
    void aPipelineThatPerchDoesNotHaveIsRefused() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello");

        Refusal.of(SearchPipes.search("theirs", index, "{}")).is(400, "illegal_argument_exception", "pipeline_unknown")
                .says("Pipeline theirs is not defined").advises("PUT /_search/pipeline/theirs", "index.search.default_pipeline");
        Refusal.of(SearchIndices.search(index, "{\"search_pipeline\": \"theirs\"}"))
                .is(400, "illegal_argument_exception", "pipeline_unknown");
        Refusal.of(SearchIndices.search(index, "{\"search_pipeline\": {\"response_processors\": [{\"truncate_hits\": {}}]}}"))
                .is(400, "parse_exception", "pipeline_invalid").says("No processor type exists with name [truncate_hits]");
        Refusal.of(SearchIndices.search(index, "{\"search_pipeline\": 5}")).isInvalid();
        Refusal.of(SearchPipes.search("theirs", index, "{\"search_pipeline\": \"ours\"}")).isInvalid()
                .says("Both named and inline search pipeline were specified");
        Refusal.of(SearchIndices.asked().get("/" + index + "/_search?search_pipeline=x&verbose_pipeline=true"))
                .is(400, "illegal_argument_exception", "search_not_served");
    }

    @Test
    void nonePassesOn() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello");

        assertThat(SearchIndices.ids(SearchPipes.search("_none", index, "{}"))).containsExactly("hello");
        assertThat(SearchIndices.ids(SearchIndices.search(index, "{\"search_pipeline\": {}}"))).containsExactly("hello");
    }

    @Test
    void aPipelineServesASearchWithoutABody() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello");
        String id = SearchPipes.put("\"response_processors\": []");

        assertThat(SearchIndices.ids(SearchIndices.asked().get("/" + index + "/_search?q=text:hello&search_pipeline=" + id)))
                .containsExactly("hello");
    }

    @Test
    void whatOpenSearchRefusesComesBackAsItIs() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello");
        String id = SearchPipes.response("{\"rerank\": {\"by_field\": {\"target_field\": \"kind\"}}}");

        Response answer = SearchPipes.search(id, index, "{\"query\": {\"nope\": {}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("error.root_cause[0].reason")).contains("unknown query [nope]");
    }

    @Test
    void ofSeveralSearchesEachHasItsOwn() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        String id = SearchPipes.request(enricher(model));
        String rerank = SearchPipes.response("{\"rerank\": {\"by_field\": {\"target_field\": \"text\"}}}");
        String plain = "{\"query\": {\"match\": {\"text\": \"hello\"}}}";

        Response answer = SearchIndices.multi("/" + index + "/_msearch", "{\"search_pipeline\": \"" + id + "\"}", NEURAL,
                "{}", plain, "{}", Ml.with("\"search_pipeline\": \"" + id + "\"", NEURAL),
                "{\"search_pipeline\": \"theirs\"}", plain, "{\"search_pipeline\": \"" + rerank + "\"}", plain, "{}", plain);

        assertThat(answer.<List<Integer>>path("responses.status")).as(answer.asString())
                .containsExactly(200, 200, 200, 400, 400, 200);
        assertThat(answer.<String>path("responses[0].hits.hits[0]._id")).isEqualTo("sun");
        assertThat(answer.<String>path("responses[1].hits.hits[0]._id")).isEqualTo("hello");
        assertThat(answer.<String>path("responses[2].hits.hits[0]._id")).isEqualTo("sun");
        assertThat(answer.<String>path("responses[3].error.code")).isEqualTo("pipeline_unknown");
        assertThat(answer.<String>path("responses[4].error.reason")).contains("is a not Numerical");
        assertThat(answer.<String>path("responses[5].hits.hits[0]._id")).isEqualTo("hello");
        assertThat(SearchIndices.multi("/" + index + "/_msearch?search_pipeline=" + id, "{}", NEURAL, "{}", NEURAL)
                .<List<Integer>>path("responses.status")).containsExactly(200, 200);
    }

    @Test
    void aHeaderThatSaysNothingMayComeFirstWhenAnotherIsRefused() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");

        Response answer = SearchIndices.multi("/" + index + "/_msearch", "{\"search_pipeline\": \"theirs\"}", "{}",
                "", Ml.with("\"search_pipeline\": \"" + SearchPipes.request(enricher(model)) + "\"", NEURAL));

        assertThat(answer.<List<Integer>>path("responses.status")).as(answer.asString()).containsExactly(400, 200);
        assertThat(SearchIndices.multi("/" + index + "/_msearch", "{\"search_pipeline\": \"theirs\"}", "{}")
                .<List<Integer>>path("responses.status")).containsExactly(400);
    }

    // ---- neural_query_enricher ------------------------------------------------------------------------------------------

    @Test
    void fieldsMayHaveTheirOwnModels() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        SearchIndices.put(index, "tokens", "\"s\": {\"sun\": 1}");
        String id = SearchPipes.request(
                "{\"neural_query_enricher\": {\"default_model_id\": \"%s\", \"neural_field_default_id\": {\"s\": \"%s\"}}}"
                        .formatted(model, SharedModels.tokenize()));

        Response found = SearchPipes.search(id, index, """
                {"query": {"bool": {"should": [{"neural_sparse": {"s": {"query_text": "sun"}}},
                  {"nested": {"path": "none", "ignore_unmapped": true, "query": {"neural": {"v": {"query_text": "sun"}}}}},
                  {"neural": {"v": {"query_text": "hello", "k": 1}}}]}}}""");

        assertThat(SearchIndices.ids(found)).containsExactlyInAnyOrder("tokens", "hello");
    }

    @Test
    void aModelThatAClauseNamesStays() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun");
        String id = SearchPipes.request(enricher(SharedModels.similarity(ModelFormat.ONNX)));

        String withItsOwn = NEURAL.replace("\"k\"", "\"model_id\": \"" + model + "\", \"k\"");
        assertThat(SearchIndices.ids(SearchPipes.search(id, index, withItsOwn))).containsExactly("sun");
        Refusal.of(SearchPipes.search(id, index, NEURAL)).is(400, "illegal_argument_exception", "clause_invalid")
                .says("has the function TEXT_SIMILARITY");
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
