package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.model.ModelFormat;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Refusal;
import io.perch.testing.SearchIndices;
import io.perch.testing.SearchPipes;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rerank}: hits in another order, by a model or by a field. */
@QuarkusTest
@WithTestResource(Servers.class)
class RerankSearchTest extends WithProvider {

    private static final String ALL = "\"query\": {\"match_all\": {}}, \"sort\": \"kind\"";
    private static final String SUN = "\"ext\": {\"rerank\": {\"query_context\": {\"query_text\": \"sun\"}}}";

    private static String rerank(String model) {
        return "{\"rerank\": {\"ml_opensearch\": {\"model_id\": \"" + model + "\"},"
                + " \"context\": {\"document_fields\": [\"text\"]}}}";
    }

    private static String texts() {
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "hello", "\"text\": \"hello\", \"kind\": \"1\"");
        SearchIndices.put(index, "sun", "\"text\": \"sun\", \"kind\": \"2\"");
        SearchIndices.put(index, "world", "\"text\": \"world\", \"kind\": \"3\"");
        return index;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONNX", "TORCH_SCRIPT"})
    void theNearestByTheModelComesFirst(ModelFormat format) {
        Response found = SearchPipes.search(SearchPipes.response(rerank(SharedModels.similarity(format))), texts(),
                "{" + ALL + ", " + SUN + "}");

        assertThat(SearchIndices.ids(found)).containsExactly("sun", "world", "hello");
        List<Float> scores = found.path("hits.hits._score");
        assertThat(scores).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
        assertThat(found.<Float>path("hits.max_score")).isEqualTo(scores.getFirst());
        assertThat(found.<Integer>path("hits.total.value")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"match": {"text": "sun hello world"}}              | query.match.text.query
            {"match": {"text": {"query": "sun hello world"}}}   | query.match.text.query
            {"bool": {"should": [{"match": {"text": "sun hello world"}}]}} | query.bool.should.0.match.text.query""")
    void theTextMayBeThatOfTheSearch(String query, String path) {
        Response found = SearchPipes.search(SearchPipes.response(rerank(SharedModels.similarity(ModelFormat.ONNX))), texts(),
                "{\"query\": " + query
                        + ", \"ext\": {\"rerank\": {\"query_context\": {\"query_text_path\": \"" + path + "\"}}}}");

        assertThat(SearchIndices.ids(found)).containsExactly("sun", "world", "hello");
    }

    @Test
    void theTextMayBeThatOfAClause() {
        String model = SharedModels.embedding();
        String index = SearchIndices.embedded(model, 4, "hello", "sun", "world");

        Response found = SearchPipes.search(SearchPipes.response(rerank(SharedModels.similarity(ModelFormat.ONNX))), index, """
                {"query": {"neural": {"v": {"query_text": "hello", "model_id": "%s", "k": 3}}},
                 "ext": {"rerank": {"query_context": {"query_text_path": "query.neural.v.query_text"}}}}""".formatted(model));

        assertThat(SearchIndices.ids(found)).containsExactly("sun", "world", "hello");
    }

    @Test
    void fetchedFieldsDoWithoutTheSource() {
        Response found = SearchPipes.search(SearchPipes.response(rerank(SharedModels.similarity(ModelFormat.ONNX))), texts(),
                "{" + ALL + ", " + SUN + ", \"_source\": false, \"fields\": [\"text\"]}");

        assertThat(SearchIndices.ids(found)).containsExactly("sun", "world", "hello");
    }

    @Test
    void aRemoteModelIsAskedOnceAndItsScoresStay() {
        provider.on("/v1/rerank", Behaviours.json("{\"results\": [{\"index\": 2, \"relevance_score\": 0.75},"
                + " {\"index\": 0, \"relevance_score\": 0.5}, {\"index\": 1, \"relevance_score\": 0.25}]}"));
        String pipeline = SearchPipes.response(rerank(Connectors.model(Connectors.rerank(provider)))
                .replace("[\"text\"]", "[\"text\", \"kind\", \"none\"]"));

        Response found = SearchPipes.search(pipeline, texts(), "{" + ALL + ", " + SUN + "}");

        assertThat(SearchIndices.ids(found)).containsExactly("world", "hello", "sun");
        assertThat(found.<List<Float>>path("hits.hits._score")).containsExactly(0.75f, 0.5f, 0.25f);
        assertThat(provider.asked()).hasSize(1);
        assertThat(Json.read(provider.last().body(), JsonNode.class).get("documents").toString())
                .isEqualTo("[\"hello 1\",\"sun 2\",\"world 3\"]");
    }

    @Test
    void nothingFoundIsNothingToRank() {
        Response found = SearchPipes.search(SearchPipes.response(rerank(SharedModels.similarity(ModelFormat.ONNX))), texts(),
                "{\"query\": {\"match_none\": {}}}");

        assertThat(SearchIndices.ids(found)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                    | Must specify either "query_text" or "query_text_path"
            {"query_text": "a", "query_text_path": "b"}           | Cannot specify both "query_text" and "query_text_path"
            {"query_text_path": "query.match"}                    | query_text_path must point to a string field
            {"query_text_path": "query.none"}                     | query_text_path must point to a string field
            {"query_text": ["a"]}                                 | query_text must be a string
            """)
    void aTextIsNeeded(String context, String reason) {
        String pipeline = SearchPipes.response(rerank(SharedModels.similarity(ModelFormat.ONNX)));

        Refusal.of(SearchPipes.search(pipeline, texts(), "{\"query\": {\"match\": {\"text\": \"sun\"}},"
                + " \"ext\": {\"rerank\": {\"query_context\": " + context + "}}}"))
                .isInvalid().says(reason).advises("query_context");
    }

    @Test
    void theModelsFailureIsTheSearchsUnlessItIsIgnored() {
        provider.on("/v1/rerank", Behaviours.status(404));
        String processor = rerank(Connectors.model(Connectors.rerank(provider)));

        Refusal.of(SearchPipes.search(SearchPipes.response(processor), texts(), "{" + ALL + ", " + SUN + "}"))
                .is(404, "status_exception", "remote_failed");
        String ignoring = processor.replace("\"context\"",
                "\"ignore_failure\": true, \"tag\": \"t\", \"description\": \"d\", \"context\"");
        assertThat(SearchIndices.ids(SearchPipes.search(SearchPipes.response(ignoring), texts(), "{" + ALL + ", " + SUN + "}")))
                .containsExactly("hello", "sun", "world");
    }

    // ---- by_field -------------------------------------------------------------------------------------------------------

    private static String numbers() {
        String index = SearchIndices.made(4);
        SearchIndices.put(index, "a", "\"kind\": \"1\", \"ml\": {\"score\": 1.5}");
        SearchIndices.put(index, "b", "\"kind\": \"2\", \"ml\": {\"score\": 7, \"more\": 0.25}");
        SearchIndices.put(index, "c", "\"kind\": \"3\", \"ml\": {\"score\": 1.5}");
        return index;
    }

    @Test
    void aFieldIsTheScore() {
        Response found = SearchPipes.search(
                SearchPipes.response("{\"rerank\": {\"by_field\": {\"target_field\": \"ml.score\"}}}"),
                numbers(), "{\"query\": {\"match_all\": {}}, \"sort\": [\"kind\"]}");

        assertThat(SearchIndices.ids(found)).containsExactly("b", "a", "c");
        assertThat(found.<List<Float>>path("hits.hits._score")).containsExactly(7f, 1.5f, 1.5f);
        assertThat(found.<Float>path("hits.max_score")).isEqualTo(7f);
        assertThat(found.asString()).contains("\"ml\":{\"score\":7,\"more\":0.25}");
    }

    @Test
    void theFieldMayGoAndTheScoreBeforeStay() {
        Response found = SearchPipes.search(SearchPipes.response("{\"rerank\": {\"by_field\": {\"target_field\": \"ml.score\","
                + " \"remove_target_field\": true, \"keep_previous_score\": true}}}"),
                numbers(), "{\"query\": {\"match_all\": {}}}");

        assertThat(found.asString()).contains("\"_source\":{\"kind\":\"2\",\"ml\":{\"more\":0.25},\"previous_score\":1.0}",
                "\"_source\":{\"kind\":\"1\",\"previous_score\":1.0}");
    }

    @Test
    void eachHitNeedsANumber() {
        String index = numbers();
        SearchIndices.put(index, "d", "\"kind\": \"4\", \"ml\": {\"score\": [1]}");
        String pipeline = SearchPipes.response(
                "{\"rerank\": {\"by_field\": {\"target_field\": \"ml.score\", \"remove_target_field\": true}}}");
        String inOrder = "{\"sort\": \"kind\", \"query\": ";

        Refusal.of(SearchPipes.search(pipeline, index, inOrder + "{\"match_all\": {}}}"))
                .is(400, "illegal_argument_exception", "field_wrong_kind")
                .says("The field mapping to rerank [ml.score: [1]] is a not Numerical");
        Refusal.of(SearchPipes.search(pipeline, index, inOrder + "{\"match_all\": {}}, \"_source\": false}"))
                .says("There is no source field to be able to perform rerank on hit [0]");
        Refusal.of(SearchPipes.search(pipeline, index, inOrder + "{\"match_all\": {}}, \"_source\": [\"kind\"]}"))
                .says("The field to rerank [ml.score] is not found at hit [0]");
        String ignoring = SearchPipes.response("{\"rerank\": {\"by_field\": {\"target_field\": \"ml.score\","
                + " \"remove_target_field\": true}, \"ignore_failure\": true}}");
        assertThat(SearchPipes.search(ignoring, index, inOrder + "{\"match_all\": {}}}")
                .<Number>path("hits.hits[0]._source.ml.score")).isEqualTo(1.5f);
    }
}
