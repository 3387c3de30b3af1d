package io.perch.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeuralClauseTest {

    @Test
    void aTextBecomesAVectorAndTenNeighboursAreAskedForWhenNothingIsSaid() {
        assertThat(Rewriting.query(neural("\"query_text\": \"hello\", \"model_id\": \"m\"")))
                .isEqualTo(json("{\"knn\": {\"v\": {\"vector\": [5.0, 0.5], \"k\": 10}}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "k": 3                              | "k": 3
            "k": "7"                            | "k": "7"
            "min_score": 0.5                    | "min_score": 0.5
            "max_distance": 12                  | "max_distance": 12
            "boost": 2.5, "_name": "here"       | "k": 10, "boost": 2.5, "_name": "here"
            "method_parameters": {"ef_search": 9} | "k": 10, "method_parameters": {"ef_search": 9}
            "rescore": {"oversample_factor": 2} | "k": 10, "rescore": {"oversample_factor": 2}
            "rescore": true                     | "k": 10, "rescore": true
            "expand_nested_docs": true          | "k": 10, "expand_nested_docs": true
            "k": null                           | "k": 10
            "filter": {"term": {"neural": 1}}   | "k": 10, "filter": {"term": {"neural": 1}}""")
    void itsOtherMembersGoOn(String given, String expected) {
        assertThat(Rewriting.query(neural("\"query_text\": \"hi\", \"model_id\": \"m\", " + given)))
                .isEqualTo(json("{\"knn\": {\"v\": {\"vector\": [2.0, 0.5], " + expected + "}}}"));
    }

    @Test
    void itsFilterMayHaveClausesInIt() {
        String inner = neural("\"query_text\": \"inner\", \"model_id\": \"m\", \"k\": 1");

        JsonNode query = Rewriting.query(neural("\"query_text\": \"hi\", \"model_id\": \"m\", \"filter\": {\"bool\": {\"must\": "
                + inner + "}}"));

        assertThat(query.at("/knn/v/filter/bool/must"))
                .isEqualTo(json("{\"knn\": {\"v\": {\"vector\": [5.0, 0.5], \"k\": 1}}}"));
    }

    @Test
    void anImageGoesToTheModelAfterItsText() {
        Question both = question("\"query_text\": \"hi\", \"query_image\": \"aGk=\", \"model_id\": \"m\"");
        Question alone = question("\"query_image\": \"aGk=\", \"model_id\": \"m\"");

        assertThat(Batch.ofOne(both).docs()).containsExactly("hi", "aGk=");
        assertThat(Batch.ofOne(alone).docs()).containsExactly(null, "aGk=");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "model_id": "m"                                       | Either query_text or query_image must be provided.
            "query_text": " ", "model_id": "m"                    | Either query_text or query_image must be provided.
            "query_text": "hi"                                    | model_id must be provided.
            "query_text": "hi", "model_id": ""                    | model_id must be provided.
            "query_text": "hi", "model_id": "m", "k": 1, "min_score": 1 | Only one of k, max_distance, or min_score can be provided
            "k": 1, "max_distance": 1 | Either query_text or query_image must be provided.; model_id must be provided.; Only one of k, max_distance, or min_score can be provided
            "query_text": "hi", "model_id": "m", "query_tokens": {"a": 1} | query_tokens is for fields of type semantic, which Perch does not serve""")
    void everyProblemIsToldAtOnce(String members, String problems) {
        refused(neural(members), ErrorCode.CLAUSE_INVALID, "Invalid neural query: " + problems);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"neural": {"v": {"query_txt": "hi"}}} | [neural] query does not support [query_txt]
            {"neural": {"v": {"vector": [1]}}}     | [neural] query does not support [vector]
            {"neural": {"v": {}, "w": {}}}         | [neural] query doesn't support multiple fields, found [v] and [w]
            {"neural": {"v": "hi"}}                | [neural] query on [v] must be an object, but it is "hi"
            {"neural": "hi"}                       | [neural] query must be an object that names a field, but it is "hi"
            {"neural": []}                         | [neural] query must be an object that names a field, but it is []
            {"neural": {}}                         | [neural] query must be an object that names a field, but it is {}""")
    void itHasAForm(String query, String reason) {
        refused(query, ErrorCode.CLAUSE_MALFORMED, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query_text         | ["hi"]      | a string
            query_image        | {}          | a string
            model_id           | ["m"]       | a string
            k                  | 1.5         | a whole number
            k                  | "ten"       | a whole number
            min_score          | "high"      | a number
            max_distance       | true        | a number
            filter             | []          | an object
            method_parameters  | 5           | an object
            rescore            | 2           | an object, true or false
            expand_nested_docs | "maybe"     | true or false
            boost              | {}          | a number
            _name              | []          | a string""")
    void itsMembersHaveTypes(String member, String value, String wanted) {
        refused(neural("\"" + member + "\": " + value), ErrorCode.CLAUSE_MALFORMED,
                "[neural] query: [" + member + "] must be " + wanted + ", but it is " + value);
    }

    private static String neural(String members) {
        return "{\"neural\": {\"v\": {" + members + "}}}";
    }

    private static Question question(String members) {
        return Rewriting.read("{\"query\": " + neural(members) + "}").questions().findFirst().orElseThrow();
    }

    static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }

    static void refused(String query, ErrorCode code, String reason) {
        assertThatThrownBy(() -> Rewriting.query(query)).isInstanceOfSatisfying(PerchException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.reason()).isEqualTo(reason);
        });
    }
}
