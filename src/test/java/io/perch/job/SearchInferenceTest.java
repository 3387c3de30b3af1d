package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.model.ModelFormat;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider.Behaviour;
import io.perch.testing.Refusal;
import io.perch.testing.Rest;
import io.perch.testing.SearchIndices;
import io.perch.testing.SearchPipes;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ml_inference} in searches: before them on what is asked, after them on what was found. */
@QuarkusTest
@WithTestResource(Servers.class)
class SearchInferenceTest extends WithProvider {

    private static final String ALL = "{\"query\": {\"match_all\": {}}, \"sort\": \"kind\"}";
    private static final String INPUT = "{\"input\": ${parameters.input}}";
    private static final String TEXT = "{\"input\": \"${parameters.input}\"}";

    /** A model whose service is asked with this template and answers this. */
    private String remote(String template, String answer) {
        return remote(template, Behaviours.json(answer));
    }

    private String remote(String template, Behaviour behaviour) {
        provider.on("/model", behaviour);
        return Connectors.model(Connectors.draft(provider.url("/model"), template, "{}"));
    }

    private static String processor(String model, String options) {
        return "{\"ml_inference\": {\"model_id\": \"" + model + "\", " + options + "}}";
    }

    private static String texts(String... texts) {
        String index = SearchIndices.made(4);
        for (int at = 0; at < texts.length; at++) {
            SearchIndices.put(index, "" + at, "\"text\": \"" + texts[at] + "\", \"kind\": \"" + at + "\"");
        }
        return index;
    }

    private JsonNode asked() {
        return json(provider.last().body());
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }

    private static JsonNode hits(Response found) {
        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        return json(found.asString()).at("/hits/hits");
    }

    private static JsonNode embedding(String text) {
        return json(Ml.predict(SharedModels.embedding(), "{\"text_docs\": [\"" + text + "\"]}").asString())
                .at("/inference_results/0/output/0/data");
    }

    // ---- After the search -----------------------------------------------------------------------------------------------

    @Test
    void eachHitGetsItsPartOfOneAnswer() {
        String model = remote("{\"input\": ${parameters.input}, \"query\": \"${parameters.query}\"}", "{\"scores\": [0.50, 7]}");
        String pipeline = SearchPipes.response(processor(model, "\"input_map\": [{\"input\": \"text\", \"query\":"
                + " \"$._request.query.match.text.query\"}], \"output_map\": [{\"score\": \"scores\"}]"));

        Response found = SearchPipes.search(pipeline, texts("sun", "sun and moon", "moon"),
                "{\"query\": {\"match\": {\"text\": \"sun\"}}, \"sort\": \"kind\"}");

        assertThat(hits(found)).extracting(hit -> hit.at("/_source/score").asDouble()).containsExactly(0.5, 7.0);
        assertThat(provider.asked()).hasSize(1);
        assertThat(asked()).isEqualTo(json("{\"input\": [\"sun\", \"sun and moon\"], \"query\": \"sun\"}"));
        assertThat(found.asString()).contains("\"kind\":\"0\"").contains("\"max_score\":null");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLocalModelEmbedsHits(boolean oneToOne) {
        String pipeline = SearchPipes.response(processor(SharedModels.embedding(), """
                "function_name": "text_embedding", "one_to_one": %s, "model_input": "{\\"text_docs\\": %s}",
                "input_map": [{"docs": "text"}], "output_map": [{"vec": "%s"}]""".formatted(oneToOne,
                oneToOne ? "[\\\"${input_map.docs}\\\"]" : "${input_map.docs}",
                oneToOne ? "$.inference_results[0].output[0].data" : "$.inference_results[*].output[0].data")));

        JsonNode hits = hits(SearchPipes.search(pipeline, texts("sun", "hello", "world"), ALL));

        assertThat(hits).extracting(hit -> hit.at("/_source/vec"))
                .containsExactly(embedding("sun"), embedding("hello"), embedding("world"));
    }

    @Test
    void hitsKeepTheirOrderWhoeverIsAnsweredFirst() {
        CountDownLatch others = new CountDownLatch(2);
        String model = remote(TEXT, (asked, wire) -> {
            if (asked.body().contains("first")) {
                others.await();
            }
            Behaviours.json("{\"said\": " + asked.body() + "}").answer(asked, wire);
            others.countDown();
        });
        String pipeline = SearchPipes.response(processor(model, "\"one_to_one\": true, \"input_map\": [{\"input\": \"text\"}],"
                + " \"output_map\": [{\"said\": \"said.input\"}]"));

        JsonNode hits = hits(SearchPipes.search(pipeline, texts("first", "second", "third"), ALL));

        assertThat(hits).extracting(hit -> hit.get("_id").asText()).containsExactly("0", "1", "2");
        assertThat(hits).extracting(hit -> hit.at("/_source/said").asText()).containsExactly("first", "second", "third");
    }

    @Test
    void whatIsNoListGoesToEachHitAndWhatIsForAllBesideThem() {
        String model = remote(INPUT, "{\"summary\": \"short\", \"pair\": [1, 2, 3]}");
        String pipeline = SearchPipes.response(processor(model, "\"input_map\": [{\"input\": \"text\"}],"
                + " \"output_map\": [{\"s\": \"summary\", \"p\": \"pair\", \"ext.ml_inference.summary\": \"summary\"}]"));

        Response found = SearchPipes.search(pipeline, texts("a", "b"), ALL);

        assertThat(hits(found)).extracting(hit -> hit.at("/_source/s").asText()).containsExactly("short", "short");
        assertThat(hits(found)).extracting(hit -> hit.at("/_source/p").toString()).containsExactly("[1,2,3]", "[1,2,3]");
        assertThat(found.<String>path("ext.ml_inference.summary")).isEqualTo("short");
    }

    @Test
    void withoutMapsAllFieldsGoInAndTheWholeAnswerComesOut() {
        String model = remote("{\"all\": \"${parameters.text} ${parameters.kind} ${parameters._id:-none}\"}",
                "{\"said\": \"ho\"}");
        String pipeline = SearchPipes.response(processor(model, "\"one_to_one\": true"));

        JsonNode hits = hits(SearchPipes.search(pipeline, texts("a"), ALL));

        assertThat(hits.at("/0/_source/inference_results")).isEqualTo(json("{\"said\": \"ho\"}"));
        assertThat(provider.last().body()).isEqualTo("{\"all\": \"a 0 none\"}");
    }

    @Test
    void whatIsMissingFailsOrIsLeftAsItIs() {
        String model = remote(INPUT, "{\"scores\": [1, 2]}");
        String options = "\"input_map\": [{\"input\": \"text\"}], \"output_map\": [{\"score\": \"scores\"}]";
        String index = texts("a", "b");
        SearchIndices.put(index, "without", "\"kind\": \"0\"");

        Refusal.of(SearchPipes.search(SearchPipes.response(processor(model, options)), index, ALL))
                .is(400, "illegal_argument_exception", "field_missing")
                .says("cannot find all required input fields: [text] in hit:");
        assertThat(provider.asked()).isEmpty();
        String ignoring = options + ", \"ignore_missing\": true";
        JsonNode hits = hits(SearchPipes.search(SearchPipes.response(processor(model, ignoring)), index, ALL));
        assertThat(hits).extracting(hit -> hit.at("/_source/score").asInt(-1)).containsExactlyInAnyOrder(1, -1, 2);
        assertThat(asked()).isEqualTo(json("{\"input\": [\"a\", \"b\"]}"));
    }

    @Test
    void whatIsOptionalMayBeMissing() {
        String model = remote("{\"input\": ${parameters.input}, \"more\": ${parameters.more:-null}}", "{\"scores\": [1, 2]}");
        String index = texts("a", "b");
        SearchIndices.put(index, "1", "\"text\": \"b\", \"kind\": \"1\", \"sub\": \"x\"");
        String pipeline = SearchPipes.response(processor(model, "\"input_map\": [{\"input\": \"text\"}], \"optional_input_map\":"
                + " [{\"more\": \"sub\", \"other\": \"$._request.none\"}], \"output_map\": [{\"score\": \"scores\"}],"
                + " \"optional_output_map\": [{\"none\": \"nowhere\"}]"));

        JsonNode hits = hits(SearchPipes.search(pipeline, index, ALL));

        assertThat(hits).extracting(hit -> hit.at("/_source/score").asInt()).containsExactly(1, 2);
        assertThat(hits.toString()).doesNotContain("\"none\"");
        assertThat(asked()).isEqualTo(json("{\"input\": [\"a\", \"b\"], \"more\": [null, \"x\"]}"));
    }

    @Test
    void whatIsMissingInTheSearchIsTold() {
        String model = remote(INPUT, "{}");

        Refusal.of(SearchPipes.search(SearchPipes.response(processor(model,
                "\"input_map\": [{\"input\": \"_request.query.none\"}], \"output_map\": [{\"a\": \"b\"}]")), texts("a"), ALL))
                .is(400, "illegal_argument_exception", "field_missing")
                .says("Missing required input field in query body. input_map: input: query.none");
    }

    @Test
    void fieldsAreReplacedOnlyOnRequest() {
        String model = remote(INPUT, "{\"said\": \"new\"}");
        String options = "\"input_map\": [{\"input\": \"text\"}], \"output_map\": [{\"text\": \"said\"}]";

        assertThat(hits(SearchPipes.search(SearchPipes.response(processor(model, options)), texts("a"), ALL))
                .at("/0/_source/text").asText()).isEqualTo("a");
        assertThat(provider.asked()).isEmpty();
        String overriding = options + ", \"override\": true";
        assertThat(hits(SearchPipes.search(SearchPipes.response(processor(model, overriding)), texts("a"), ALL))
                .at("/0/_source/text").asText()).isEqualTo("new");
    }

    @Test
    void theModelsScoreMayBeTheOrder() {
        String model = SharedModels.similarity(ModelFormat.ONNX);
        String inference = processor(model, """
                "function_name": "text_similarity", "model_input": "{\\"query_text\\": \\"${input_map.q}\\", \\"text_docs\\": ${input_map.docs}}",
                "input_map": [{"docs": "text", "q": "$._request.query.match.text.query"}],
                "output_map": [{"near": "$.inference_results[*].output[0].data[0]"}]""");
        String pipeline = SearchPipes.response(inference,
                "{\"rerank\": {\"by_field\": {\"target_field\": \"near\", \"remove_target_field\": true}}}");

        JsonNode hits = hits(SearchPipes.search(pipeline, texts("hello", "sun", "world"),
                "{\"query\": {\"match\": {\"text\": \"hello sun world\"}}}"));

        assertThat(hits).extracting(hit -> hit.at("/_source/text").asText()).containsExactly("sun", "world", "hello");
        assertThat(hits.toString()).doesNotContain("near");
    }

    @Test
    void theModelsFailureIsTheSearchsUnlessItIsIgnored() {
        String model = remote(INPUT, Behaviours.first(2, Behaviours.json("{\"a\": 1}"), Behaviours.status(418)));
        String options = "\"input_map\": [{\"input\": \"text\"}, {\"input\": \"kind\"}, {\"input\": \"_request.query\"}],"
                + " \"output_map\": [{\"x\": \"a\"}, {\"y\": \"a\"}, {\"z\": \"a\"}]";

        String ignoring = options + ", \"ignore_failure\": true";
        JsonNode untouched = hits(SearchPipes.search(SearchPipes.response(processor(model, ignoring)), texts("a"), ALL));
        assertThat(untouched.at("/0/_source")).isEqualTo(json("{\"text\": \"a\", \"kind\": \"0\"}"));
        Refusal.of(SearchPipes.search(SearchPipes.response(processor(model, options)), texts("a"), ALL))
                .is(418, "status_exception", "remote_failed");
    }

    @Test
    void anOutputThatIsMissingIsTold() {
        String model = remote(INPUT, "{\"said\": 1}");

        Refusal.of(SearchPipes.search(SearchPipes.response(processor(model, "\"input_map\": [{\"input\": \"text\"}],"
                + " \"output_map\": [{\"x\": \"sayd\"}]")), texts("a"), ALL)).is(400, "runtime_exception", "output_unexpected")
                .says("model inference output cannot find field name: sayd");
    }

    @Test
    void aSearchWithoutHitsAsksNobody() {
        String model = remote(INPUT, "{}");

        assertThat(hits(SearchPipes.search(SearchPipes.response(processor(model, "\"output_map\": [{\"x\": \"y\"}]")), texts("a"),
                "{\"query\": {\"match_none\": {}}}"))).isEmpty();
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aHundredHitsKeepTheirOrder() {
        String[] words = new String[100];
        for (int at = 0; at < words.length; at++) {
            words[at] = "hello" + " sun".repeat(at % 7);
        }
        String pipeline = SearchPipes.response(processor(SharedModels.embedding(), """
                "function_name": "text_embedding", "one_to_one": true, "model_input": "{\\"text_docs\\": [\\"${input_map.docs}\\"]}",
                "input_map": [{"docs": "text"}], "output_map": [{"vec": "$.inference_results[0].output[0].data"}]"""));

        JsonNode hits = hits(SearchPipes.search(pipeline, texts(words), "{\"size\": 100, \"sort\": \"_doc\"}"));

        assertThat(hits).hasSize(100).allSatisfy(hit ->
                assertThat(hit.at("/_source/vec")).isEqualTo(embedding(hit.at("/_source/text").asText())));
    }

    @Test
    void moreHitsThanMayBeAskedForAreRefusedBeforeAnyIs() {
        String model = remote(TEXT, "{}");
        String index = SearchIndices.made(4);
        String line = "{\"index\": {}}\n{\"text\": \"a\"}\n";
        Rest.ok(Rest.bulk("/" + index + "/_bulk?refresh=true", line.repeat(1_001)));
        String pipeline = SearchPipes.response(processor(model, "\"one_to_one\": true, \"input_map\": [{\"input\": \"text\"}],"
                + " \"output_map\": [{\"x\": \"y\"}]"));

        Refusal.of(SearchPipes.search(pipeline, index, "{\"size\": 1001}"))
                .is(413, "illegal_argument_exception", "search_too_large")
                .says("1001 times for one search; the limit is 1000").advises("perch.query.pipeline.max-predictions");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void manyVectorsAreReadAndWrittenToo() {
        String index = SearchIndices.made(4);
        String line = "{\"index\": {}}\n{\"text\": \"The cat sleeps on the sofa\"}\n";
        Rest.ok(Rest.bulk("/" + index + "/_bulk?refresh=true", line.repeat(200)));
        String pipeline = SearchPipes.response(processor(SharedModels.miniLm(), """
                "function_name": "text_embedding", "model_input": "{\\"text_docs\\": ${input_map.docs}}",
                "input_map": [{"docs": "text"}], "output_map": [{"vec": "$.inference_results[*].output[0].data"}]"""));

        JsonNode hits = hits(SearchPipes.search(pipeline, index, "{\"size\": 200}"));

        assertThat(hits).hasSize(200).allSatisfy(hit -> assertThat(hit.at("/_source/vec")).hasSize(384));
    }

    @Test
    void theCallersPatienceBoundsAllOfIt() {
        CountDownLatch over = new CountDownLatch(1);
        String model = remote(INPUT, Behaviours.after(over, Behaviours.json("{\"said\": 1}")));
        String pipeline = SearchPipes.response(processor(model,
                "\"input_map\": [{\"input\": \"text\"}], \"output_map\": [{\"x\": \"said\"}]"));

        Response answer = SearchIndices.asked().contentType("application/json").header("X-Perch-Timeout", "500ms").body(ALL)
                .post("/" + texts("a") + "/_search?search_pipeline=" + pipeline);
        over.countDown();

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(504);
    }

    // ---- Before the search ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"match": {"text": "son"}}            | query.match.text.query
            {"match": {"text": {"query": "son"}}} | $.query.match.text.query
            {"bool": {"should": [{"term": {"text": "son"}}]}} | $.query.bool.should[0].term.text.value""")
    void aPartOfTheSearchIsReplaced(String query, String path) {
        String model = remote(TEXT, "{\"spelt\": \"sun\"}");
        String pipeline = SearchPipes.request(processor(model, "\"input_map\": [{\"input\": \"" + path + "\"}],"
                + " \"output_map\": [{\"" + path + "\": \"spelt\"}]"));

        JsonNode hits = hits(SearchPipes.search(pipeline, texts("sun", "moon"), "{\"query\": " + query + "}"));

        assertThat(hits).extracting(hit -> hit.at("/_source/text").asText()).containsExactly("sun");
        assertThat(asked()).isEqualTo(json("{\"input\": \"son\"}"));
    }

    @Test
    void severalPredictionsGoIntoOneSearch() {
        String model = remote(TEXT, (asked, wire) -> Behaviours
                .json("{\"said\": \"" + (asked.body().contains("son") ? "sun" : "1") + "\"}").answer(asked, wire));
        String pipeline = SearchPipes.request(processor(model, """
                "input_map": [{"input": "query.bool.must.0.match.text.query"}, {"input": "query.bool.must.1.term.kind.value"}],
                "output_map": [{"query.bool.must.0.match.text.query": "said"}, {"query.bool.must.1.term.kind.value": "said"}]"""));

        JsonNode hits = hits(SearchPipes.search(pipeline, texts("sun", "sun", "moon"),
                "{\"query\": {\"bool\": {\"must\": [{\"match\": {\"text\": \"son\"}}, {\"term\": {\"kind\": \"one\"}}]}}}"));

        assertThat(hits).extracting(hit -> hit.get("_id").asText()).containsExactly("1");
        assertThat(provider.asked()).hasSize(2);
    }

    @Test
    void aTemplateBecomesTheSearch() {
        String index = SearchIndices.embedded(SharedModels.embedding(), 4, "hello", "sun");
        String pipeline = SearchPipes.request(processor(SharedModels.embedding(), """
                "function_name": "text_embedding", "model_input": "{\\"text_docs\\": [\\"${input_map.q}\\"]}",
                "input_map": [{"q": "query.match.text.query"}], "output_map": [{"vec": "$.inference_results[0].output[0].data"}],
                "query_template": "{\\"size\\": 1, \\"query\\": {\\"knn\\": {\\"v\\": {\\"vector\\": ${vec}, \\"k\\": 2}}}}\""""));

        assertThat(SearchIndices.ids(SearchPipes.search(pipeline, index, "{\"query\": {\"match\": {\"text\": \"sun\"}}}")))
                .containsExactly("sun");
    }

    @Test
    void aModelMayWriteTheWholeSearchAsText() {
        String model = remote(TEXT, "{\"said\": \"{\\\"query\\\": {\\\"term\\\": {\\\"kind\\\": \\\"1\\\"}}}\"}");
        String pipeline = SearchPipes.request(processor(model, "\"input_map\": [{\"input\": \"ext.ml_inference.question\"}],"
                + " \"output_map\": [{\"said\": \"said\"}], \"query_template\": \"${said}\""));

        JsonNode hits = hits(SearchPipes.search(pipeline, texts("a", "b"),
                "{\"ext\": {\"ml_inference\": {\"question\": \"the second\"}}}"));

        assertThat(hits).extracting(hit -> hit.get("_id").asText()).containsExactly("1");
        assertThat(asked()).isEqualTo(json("{\"input\": \"the second\"}"));
    }

    @Test
    void anExtensionOfTheRequestIsReadWhenHitsAreThere() {
        String model = remote(TEXT, (asked, wire) -> Behaviours.json("{\"said\": " + asked.body() + "}").answer(asked, wire));
        String pipeline = SearchPipes.put("\"request_processors\": [" + processor(model,
                "\"input_map\": [{\"input\": \"query.match.text.query\"}],"
                        + " \"output_map\": [{\"ext.ml_inference.said\": \"said.input\"}]")
                + "], \"response_processors\": [" + processor(model,
                "\"input_map\": [{\"input\": \"$._request.ext.ml_inference.said\"}],"
                        + " \"output_map\": [{\"ext.ml_inference.answer\": \"said.input\"}]") + "]");

        Response found = SearchPipes.search(pipeline, texts("sun"),
                "{\"query\": {\"match\": {\"text\": \"sun ${input} \\\"x\\\"\"}}}");

        assertThat(hits(found)).hasSize(1);
        assertThat(found.<String>path("ext.ml_inference.answer")).isEqualTo("sun ${input} \"x\"");
    }

    @Test
    void whatIsMissingInTheSearchFailsOrSkipsTheProcessor() {
        String model = remote(TEXT, "{\"said\": \"sun\"}");
        String options = "\"input_map\": [{\"input\": \"query.match.text.query\"}, {\"input\": \"query.none\"}],"
                + " \"output_map\": [{\"query.match.text.query\": \"said\"}, {\"query.match.text.query\": \"said\"}]";
        String search = "{\"query\": {\"match\": {\"text\": \"moon\"}}}";

        Refusal.of(SearchPipes.search(SearchPipes.request(processor(model, options)), texts("moon"), search))
                .is(400, "illegal_argument_exception", "field_missing").says("cannot find field: query.none in query string: {");
        String intoNowhere = options.replace("query.none", "query")
                .replace("{\"query.match.text.query\": \"said\"}]", "{\"query.match.nowhere\": \"said\"}]");
        Refusal.of(SearchPipes.search(SearchPipes.request(processor(model, intoNowhere)), texts("moon"), search))
                .says("cannot find field: query.match.nowhere in query string: {");
        Refusal.of(SearchIndices.asked().get("/" + texts("moon") + "/_search?search_pipeline="
                + SearchPipes.request(processor(model, options)))).isInvalid()
                .says("query body is empty, cannot processor inference on empty query request.");
        String ignoring = options + ", \"ignore_missing\": true";
        assertThat(hits(SearchPipes.search(SearchPipes.request(processor(model, ignoring)), texts("moon"), search))).hasSize(1);
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void aFailureBeforeTheSearchIsToldUnlessItIsIgnored() {
        String model = remote(TEXT, Behaviours.status(404));
        String options = "\"input_map\": [{\"input\": \"query.match.text.query\"}],"
                + " \"output_map\": [{\"query.match.text.query\": \"said\"}]";
        String search = "{\"query\": {\"match\": {\"text\": \"moon\"}}}";

        Refusal.of(SearchPipes.search(SearchPipes.request(processor(model, options)), texts("moon"), search))
                .is(404, "status_exception", "remote_failed");
        String ignoring = options + ", \"ignore_failure\": true";
        assertThat(hits(SearchPipes.search(SearchPipes.request(processor(model, ignoring)), texts("moon"), search))).hasSize(1);
    }

    @Test
    void whatAModelWritesReachesNoForbiddenIndex() {
        String model = remote(TEXT, "{\"said\": {\"query\": {\"terms\": {\"kind\":"
                + " {\"index\": \"perch-connector\", \"id\": \"x\", \"path\": \"y\"}}}}}");
        String pipeline = SearchPipes.request(processor(model, "\"input_map\": [{\"input\": \"query.match.text.query\"}],"
                + " \"output_map\": [{\"said\": \"said\"}], \"query_template\": \"${said}\""));

        Refusal.of(SearchPipes.search(pipeline, texts("moon"), "{\"query\": {\"match\": {\"text\": \"moon\"}}}"))
                .is(403, "security_exception", "index_forbidden");
    }

    @Test
    void severalSearchesGoThroughTheirPipelinesBothWays() {
        String model = remote(INPUT, (asked, wire) -> Behaviours.json(asked.body()).answer(asked, wire));
        String pipeline = SearchPipes.response(processor(model,
                "\"input_map\": [{\"input\": \"text\"}], \"output_map\": [{\"said\": \"input\"}]"));
        String index = texts("sun", "moon");
        String sun = "{\"query\": {\"match\": {\"text\": \"sun\"}}}";
        String moon = "{\"query\": {\"match\": {\"text\": \"moon\"}}}";

        Response answer = SearchIndices.multi("/" + index + "/_msearch?search_pipeline=" + pipeline, "{}", sun, "{}", moon,
                "{\"index\": \"none\"}", moon);

        assertThat(json(answer.asString()).get("responses")).extracting(one -> one.at("/hits/hits/0/_source/said").asText())
                .containsExactly("sun", "moon", "");
        assertThat(answer.<List<Integer>>path("responses.status")).containsExactly(200, 200, 404);
    }
}
