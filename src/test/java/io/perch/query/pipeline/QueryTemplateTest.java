package io.perch.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTemplateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"v": ${a}}       | [1, 2]            | {"v": [1, 2]}
            {"v": ${a}}       | "x"               | {"v": "x"}
            {"v": "${a}"}     | "say \\"hi\\""    | {"v": "say \\"hi\\""}
            {"v": "${a}"}     | 5                 | {"v": "5"}
            {"v": "a ${a} b"} | {"c": 1}          | {"v": "a {\\"c\\":1} b"}
            {"v": ${a}}       | "${b} ${a}"       | {"v": "${b} ${a}"}
            {"${a}": 1}       | "field"           | {"field": 1}
            ${a}              | {"query": {}}     | {"query": {}}
            ${a}              | "{\\"size\\": 1}" | {"size": 1}
            """)
    void valuesAreWrittenAsWhereTheyStandWantsThem(String template, String value, String search) {
        assertThat(QueryTemplate.of(template, Set.of("a", "b")).fill(Map.of("a", json(value)))).isEqualTo(json(search));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"v": ${c}}  | [query_template] has a placeholder that no output_map fills: ${c}}
            {"v": ${a}   | [query_template] is not a JSON object
            [${a}]       | [query_template] is not a JSON object
            """)
    void whatNothingCanFillIsAFault(String template, String fault) {
        assertThat(QueryTemplate.of(template, Set.of("a")).fault().orElseThrow()).contains(fault);
        assertThat(QueryTemplate.of("{\"v\": \"x${a}\", \"w\": ${a}}", Set.of("a")).fault()).isEmpty();
        assertThat(QueryTemplate.of(" ${a} ", Set.of("a")).fault()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"v": ${b}}   | 1             | the model said nothing for ${b}
            {"v": "${a}"} | [1]           | ${a} stands in quotes, where a text goes, and the model said a list
            ${a}          | "{ no search" | what comes of it is not a JSON object
            ${a}          | [1]           | what comes of it is not a JSON object
            """)
    void whatDoesNotFitIsToldWithThePlaceholder(String template, String value, String reason) {
        assertThatThrownBy(() -> QueryTemplate.of(template, Set.of("a", "b")).fill(Map.of("a", json(value))))
                .isInstanceOf(PerchException.class).hasMessageContaining(reason);
    }

    @Test
    void namesAreTheWholePlaceholder() {
        QueryTemplate template = QueryTemplate.of("{\"v\": ${ext.ml_inference.x}}", Set.of("ext.ml_inference.x"));

        assertThat(template.names("ext.ml_inference.x")).isTrue();
        assertThat(template.names("x")).isFalse();
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
