package io.perch.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.TestIndices;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key {@code neural} is a clause and where it is data, and which indices a query may lead to. */
class SearchSourceTest {

    private static final String CLAUSE = "{\"neural\": {\"v\": {\"query_text\": \"hi\", \"model_id\": \"m\"}}}";

    @ParameterizedTest
    @ValueSource(strings = {
        "{'query': C}", "{'post_filter': C}",
        "{'query': {'bool': {'must': C}}}", "{'query': {'bool': {'should': [{'match_all': {}}, C]}}}",
        "{'query': {'bool': {'filter': [C], 'must_not': []}}}", "{'query': {'bool': {'must': {'bool': {'must_not': C}}}}}",
        "{'query': {'hybrid': {'queries': [C, {'match': {'t': 'x'}}]}}}", "{'query': {'dis_max': {'queries': [C]}}}",
        "{'query': {'constant_score': {'filter': C}}}", "{'query': {'boosting': {'positive': C, 'negative': {}}}}",
        "{'query': {'function_score': {'query': C}}}",
        "{'query': {'function_score': {'functions': [{'filter': C, 'weight': 2}]}}}",
        "{'query': {'script_score': {'query': C, 'script': {'source': '1'}}}}",
        "{'query': {'nested': {'path': 'p', 'query': C}}}",
        "{'query': {'nested': {'query': {}, 'inner_hits': {'highlight': {'highlight_query': C}}}}}",
        "{'query': {'has_child': {'type': 't', 'query': C}}}", "{'query': {'has_parent': {'parent_type': 't', 'query': C}}}",
        "{'query': {'knn': {'v': {'vector': [1], 'k': 1, 'filter': C}}}}", "{'query': {'template': C}}",
        "{'rescore': {'window_size': 5, 'query': {'rescore_query': C}}}", "{'rescore': [{'query': {'rescore_query': C}}]}",
        "{'highlight': {'highlight_query': C}}", "{'highlight': {'fields': {'t': {'highlight_query': C}}}}",
        "{'highlight': {'fields': [{'t': {'highlight_query': C}}]}}",
        "{'aggs': {'a': {'filter': C}}}", "{'aggregations': {'a': {'filters': {'filters': {'x': C}}}}}",
        "{'aggs': {'a': {'filters': {'filters': [C]}}}}", "{'aggs': {'a': {'terms': {}, 'aggs': {'b': {'filter': C}}}}}",
        "{'aggs': {'a': {'adjacency_matrix': {'filters': {'x': C}}}}}",
        "{'aggs': {'a': {'significant_terms': {'background_filter': C}}}}",
        "{'aggs': {'a': {'top_hits': {'highlight': {'highlight_query': C}}}}}",
        "{'sort': [{'p.x': {'nested': {'path': 'p', 'filter': C}}}]}",
        "{'sort': {'p.x': {'nested': {'path': 'p', 'filter': C}}}}",
        "{'collapse': {'field': 'f', 'inner_hits': [{'sort': [{'x': {'nested': {'filter': C}}}]}]}}",
        "{'query': {'of_a_plugin': {'organic': C, 'more': [1]}}}"})
    void whereverOpenSearchReadsAQueryAClauseIsRewritten(String source) {
        String json = source.replace('\'', '"').replace("C", CLAUSE);

        assertThat(Rewriting.of(json)).isEqualTo(NeuralClauseTest.json(source.replace('\'', '"')
                .replace("C", "{\"knn\": {\"v\": {\"vector\": [2.0, 0.5], \"k\": 10}}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'_source': ['neural'], 'query': {'match': {'neural': {'query': 'x'}}}}", "{'query': {'term': {'neural': 'x'}}}",
        "{'query': {'script_score': {'query': {'match_all': {}}, 'script': {'params': {'neural': {'v': {}}}}}}}",
        "{'ext': {'neural': {'v': {}}}}", "{'query': {'multi_match': {'query': 'neural', 'fields': ['neural']}}}",
        "{'query': {'terms': {'neural': ['a']}}}", "{'fields': ['neural'], 'docvalue_fields': [{'field': 'neural'}]}",
        "{'aggs': {'neural': {'terms': {'field': 'neural'}}}}", "{'sort': [{'neural': {'order': 'asc'}}]}",
        "{'script_fields': {'neural': {'script': {'params': {'neural': {}}}}}}", "{'highlight': {'fields': {'neural': {}}}}",
        "{'query': {'more_like_this': {'fields': ['neural'], 'like': 'neural'}}}", "{'suggest': {'neural': {'text': 'x'}}}",
        "{'query': {'percolate': {'field': 'q', 'document': {'neural': {'v': 1}}}}}",
        "{'query': {'nested': {'path': 'neural', 'query': {'exists': {'field': 'neural'}}}}}"})
    void elsewhereItIsDataAndTheBytesAreThoseThatCame(String source) {
        String json = source.replace('\'', '"');

        assertThat(Rewriting.text(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"query\": {\"match_all\": {}}, \"x\": 1e999}", "not even JSON", "{\"a\":", "[]",
        "{\"size\": 1}{}"})
    void whatDoesNotConcernPerchIsNotRead(String body) {
        assertThat(Rewriting.read(body).tree()).isNull();
        assertThat(Rewriting.text(body)).isEqualTo(body);
    }

    @Test
    void whatIsNotRewrittenKeepsEveryDigit() {
        String kept = "\"from\":12345678901234567890,\"min_score\":0.12345678901234567890,\"boost\":1.0,"
                + "\"x\":100000000000000000.50";

        assertThat(Rewriting.text("{" + kept + ", \"query\": " + CLAUSE + "}")).startsWith("{" + kept + ",\"query\":{\"knn\":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"query": {"neural": }            | JSON_MALFORMED     | Malformed JSON at line 1, column
            {"neural": 1, "neural": 2}        | JSON_MALFORMED     | Duplicate field 'neural'
            {"neural": 1} {}                  | JSON_MALFORMED     | Malformed JSON
            ["neural"]                        | BODY_NOT_AN_OBJECT | but found [START_ARRAY]
            {"pit": {"id": "x"}}              | SEARCH_NOT_SERVED  | points in time
            {"query": {"wrapper": {"query": "e30="}}} | SEARCH_NOT_SERVED | wrapped in base64
            {"suggest": {"s": {"text": "x", "phrase": {"field": "f", "collate": {}}}}} | SEARCH_NOT_SERVED | templates
            {"query": {"of_a_plugin": [{"wrapper": {"query": "e30="}}]}} | SEARCH_NOT_SERVED | wrapped in base64""")
    void whatCannotBeRead(String source, ErrorCode code, String reason) {
        refused(source, code, reason);
    }

    @Test
    void veryDeepOnesAreRefused() {
        refused("{\"query\": " + "{\"bool\": {\"must\": ".repeat(150) + CLAUSE + "}}".repeat(150) + "}", ErrorCode.JSON_MALFORMED,
                "nesting depth");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'query': {'terms': {'f': {'index': 'I', 'id': '1', 'path': 'x'}}}}",
        "{'query': {'bool': {'filter': {'terms': {'f': {'index': 'I', 'id': '1', 'path': 'x'}}}}}}",
        "{'query': {'more_like_this': {'like': {'_index': 'I', '_id': '1'}}}}",
        "{'query': {'more_like_this': {'like': ['x', {'_index': 'I', '_id': '1'}]}}}",
        "{'query': {'more_like_this': {'like': 'x', 'unlike': [{'_index': 'I', '_id': '1'}]}}}",
        "{'query': {'percolate': {'field': 'q', 'index': 'I', 'id': '1'}}}",
        "{'query': {'geo_shape': {'f': {'indexed_shape': {'index': 'I', 'id': '1'}}}}}",
        "{'aggs': {'a': {'filter': {'terms': {'f': {'index': 'I', 'id': '1', 'path': 'x'}}}}}}",
        "{'query': {'bool': {'mustNot': {'terms': {'f': {'index': 'I', 'id': '1', 'path': 'x'}}}}}}",
        "{'post_filter': {'terms': {'f': {'index': 'I', 'id': '1', 'path': 'x'}}}}",
        "{'query': {'of_a_plugin': {'lookup': {'index': 'I'}}}}",
        "{'query': {'of_a_plugin': {'any': {'terms': {'f': {'index': 'I', 'id': '1', 'path': 'x'}}}}}}",
        "{'query': {'\\u0074erms': {'f': {'ind\\u0065x': 'I', 'id': '1', 'path': 'x'}}}}"})
    void lookUpsDoNotLeadToForbiddenIndices(String source) {
        String json = source.replace('\'', '"');

        refused(json.replace("I", "perch-model-chunk"), ErrorCode.INDEX_FORBIDDEN, "perch-model-chunk");
        refused(json.replace("I", ".plugins-ml-model"), ErrorCode.INDEX_FORBIDDEN, ".plugins-ml-model");
        refused(json.replace("I", "*"), ErrorCode.INDEX_NAME_INVALID, "*");
        assertThat(Rewriting.text(json.replace("I", "mine"))).isEqualTo(json.replace("I", "mine"));
    }

    @Test
    void aNameInAnotherEncodingIsReadToo() {
        byte[] wide = "{\"query\": {\"terms\": {\"f\": {\"index\": \"perch-x\", \"id\": \"1\"}}}}"
                .getBytes(StandardCharsets.UTF_16BE);

        assertThatThrownBy(() -> SearchSource.read(Buffer.buffer(wide), TestIndices.usual()))
                .isInstanceOfSatisfying(PerchException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INDEX_FORBIDDEN));
    }

    @Test
    void aFieldThatIsCalledIndexIsAField() {
        String json = "{\"query\": {\"bool\": {\"filter\": [{\"term\": {\"index\": \".x\"}},"
                + " {\"terms\": {\"_index\": [\"perch-x\"]}}]}}}";

        assertThat(Rewriting.text(json)).isEqualTo(json);
    }

    private static void refused(String source, ErrorCode code, String reason) {
        assertThatThrownBy(() -> Rewriting.text(source)).isInstanceOfSatisfying(PerchException.class, refusal -> {
            assertThat(refusal.code()).as(refusal.reason()).isEqualTo(code);
            assertThat(refusal.reason()).contains(reason).doesNotContain("Feature", "Constraints");
        });
    }
}
