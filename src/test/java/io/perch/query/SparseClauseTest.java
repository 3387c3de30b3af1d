package io.perch.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseClauseTest {

    @Test
    void theHeaviestTokensOfATextBecomeFeatures() {
        assertThat(Rewriting.query(sparse("\"query_text\": \"sun\", \"model_id\": \"m\"")))
                .isEqualTo(NeuralClauseTest.json("{\"bool\": {\"should\": [" + feature("sun", "3.0") + ", "
                        + feature("middle", "2.0") + ", " + feature("light", "0.25") + "], \"minimum_should_match\": 1}}"));
    }

    @Test
    void givenTokensNeedNoModel() {
        assertThat(Rewriting.query(sparse(
                "\"query_tokens\": {\"a\": 1, \"b\": 2.5, \"1.5\": 9}, \"boost\": 2, \"_name\": \"x\"")))
                .isEqualTo(NeuralClauseTest.json("{\"bool\": {\"should\": [" + feature("b", "2.5") + ", " + feature("a", "1.0")
                        + "], \"minimum_should_match\": 1, \"boost\": 2, \"_name\": \"x\"}}"));
    }

    @Test
    void withoutATokenThatCanBeAskedForNothingMatches() {
        assertThat(Rewriting.query(sparse("\"query_tokens\": {\"1.5\": 9}, \"_name\": \"x\"")))
                .isEqualTo(NeuralClauseTest.json("{\"match_none\": {\"_name\": \"x\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "model_id": "m"                        | either query_text field or query_tokens field must be provided for [neural_sparse] query
            "query_text": "", "model_id": "m"      | query_text field can not be empty
            "query_text": "hi", "model_id": ""     | model_id field can not be empty
            "query_text": "hi", "analyzer": ""     | analyzer field can not be empty
            "query_tokens": {}                     | query_tokens field can not be empty
            "query_text": "hi", "model_id": "m", "analyzer": "a" | Cannot use both [model_id: m] and [analyzer: a] for neural sparse query tokenization
            "query_tokens": {"a": 0}               | [neural_sparse] query: the weight of [a] must be a number above 0, but it is 0
            "query_tokens": {"a": "1"}             | [neural_sparse] query: the weight of [a] must be a number above 0, but it is "1\"""")
    void whatIsMissingOrContradictsItself(String members, String reason) {
        NeuralClauseTest.refused(sparse(members), ErrorCode.CLAUSE_INVALID, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "query_text": "hi"                     | [neural_sparse] query on [s] names no model, and Perch has no analyzers, such as [bert-uncased]
            "query_text": "hi", "analyzer": "mine" | [neural_sparse] query on [s] names no model, and Perch has no analyzers, such as [mine]
            "query_text": "hi", "model_id": "m", "method_parameters": {} | [neural_sparse] query: [method_parameters] is for fields of type sparse_vector, which Perch does not serve""")
    void whatIsNotServed(String members, String reason) {
        NeuralClauseTest.refused(sparse(members), ErrorCode.SEARCH_NOT_SERVED, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query_text      | []    | a string
            query_tokens    | "a"   | an object
            model_id        | {}    | a string
            analyzer        | []    | a string
            boost           | "x"   | a number
            max_token_score | []    | a number
            _name           | {}    | a string""")
    void itsMembersHaveTypes(String member, String value, String wanted) {
        String others = "\"query_text\": \"hi\", \"model_id\": \"m\", ".replaceAll("\"" + member + "\": [^,]*, ", "");

        NeuralClauseTest.refused(sparse(others + "\"" + member + "\": " + value), ErrorCode.CLAUSE_MALFORMED,
                "[neural_sparse] query: [" + member + "] must be " + wanted + ", but it is " + value);
    }

    private static String feature(String token, String weight) {
        return "{\"rank_feature\": {\"field\": \"s." + token + "\", \"linear\": {}, \"boost\": " + weight + "}}";
    }

    private static String sparse(String members) {
        return "{\"neural_sparse\": {\"s\": {" + members + "}}}";
    }
}
