package io.perch.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.path.JsonText;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredQueryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"query_string": {"query": "title: blockword"}}                         | blockword
            {"query_string": {"query": "title:blockword"}}                          | blockword
            {"query_string": {"query": "title: \\"two words\\""}}                   | two words
            {"query_string": {"query": "blockword", "default_field": "title"}}      | blockword
            {"match": {"title": "blockword"}}                                       | blockword
            {"match": {"title": {"query": "blockword"}}}                            | blockword
            {"match_phrase": {"title": "two words"}}                                | two words""")
    void wordsAndPhrasesAreUnderstood(String query, String entry) {
        assertThat(StoredQuery.entries(JsonText.tree(query).orElseThrow(), Set.of("title"))).hasValueSatisfying(
                entries -> assertThat(entries).containsExactly(entry));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"query_string\": {\"query\": \"title: one two\"}}", "{\"query_string\": {\"query\": \"title: block*\"}}",
        "{\"query_string\": {\"query\": \"title: a OR b\"}}", "{\"query_string\": {\"query\": \"other: word\"}}",
        "{\"query_string\": {\"query\": \"word\"}}", "{\"query_string\": {\"query\": \"title: word\", \"fuzziness\": 2}}",
        "{\"match\": {\"title\": {\"query\": \"a b\", \"operator\": \"and\"}}}", "{\"match\": {\"other\": \"word\"}}",
        "{\"bool\": {\"must\": []}}", "{\"term\": {\"title\": \"Word\"}}", "{\"match_all\": {}}"})
    void whatMeansMoreIsLeftToOpenSearch(String query) {
        assertThat(StoredQuery.entries(JsonText.tree(query).orElseThrow(), Set.of("title"))).isEmpty();
    }
}
