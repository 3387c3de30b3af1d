package io.perch.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Documents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTemplateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"d": ${input_map.x}}              | ["a","b"]     | {"d":["a","b"]}
            {"d": ["${input_map.x}"]}          | "red shoe"    | {"d":["red shoe"]}
            {"d": [${input_map.x}]}            | "red shoe"    | {"d":["red shoe"]}
            {"d": "${ml_inference.x}"}         | 5             | {"d":"5"}
            {"d": ${ml_inference.x}}           | 5             | {"d":5}
            {"d": "a ${input_map.x} b"}        | ["a","b"]     | {"d":"a [\\"a\\",\\"b\\"] b"}
            {"d": "${model_config.x}"}         | true          | {"d":"true"}
            {"parameters": ${ml_inference.parameters}} | {"k":[1]} | {"parameters":{"x":{"k":[1]}}}
            {"d": "${other}"}                  | 1             | {"d":"${other}"}
            {"d": "\\"${input_map.x}"}         | "q"           | {"d":"\\"q"}
            """)
    void valuesGoInAsTheirPlaceWantsThem(String template, String value, String filled) {
        assertThat(PayloadTemplate.of(template).fill(Map.of("x", Documents.json(value))).toString()).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "say \\"hi\\"\\nx\\\\ \\u0001"
            "${input_map.other}"
            "${input_map.x}"
            "\\\\\\",\\"injected\\":\\""
            "{{mustache}} ${ml_inference.parameters}"
            """)
    void aTextArrivesWholeWhateverIsInIt(String text) {
        JsonNode value = Documents.json(text);

        assertThat(PayloadTemplate.of("{\"d\": [\"${input_map.x}\"], \"e\": ${input_map.x}}").fill(Map.of("x", value)))
                .isEqualTo(Documents.json("{\"d\": [" + value + "], \"e\": " + value + "}"));
    }

    @Test
    void aListInQuotesIsRefused() {
        assertThatThrownBy(() -> PayloadTemplate.of("{\"d\": [\"${input_map.x}\"]}").fill(Map.of("x", Documents.json("[\"a\"]"))))
                .isInstanceOf(PerchException.class).hasMessageStartingWith("Invalid payload: {\"d\": [\"${input_map.x}\"]}: ")
                .hasMessageContaining("stands in quotes");
    }

    @Test
    void theRemoteDefaultHandsOnAllParametersWithTheirTypes() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("inputs", Documents.json("[\"left\", \"right\"]"));
        values.put("n", Documents.json("5"));

        assertThat(PayloadTemplate.REMOTE.fill(values).toString())
                .isEqualTo("{\"parameters\":{\"inputs\":[\"left\",\"right\"],\"n\":5}}");
        assertThat(PayloadTemplate.REMOTE.names()).isEmpty();
        assertThat(PayloadTemplate.REMOTE.fault()).isEmpty();
    }

    @Test
    void whatNothingFillsIsNeverSentAsItIs() {
        PayloadTemplate template = PayloadTemplate.of(
                "{\"a\": \"${input_map.a}\", \"b\": ${ml_inference.b}, \"c\": ${input_map.a}}");

        assertThat(template.unfilled(Map.of("b", Documents.json("1")))).containsExactly("a");
        assertThatThrownBy(() -> template.fill(Map.of("b", Documents.json("1")))).isInstanceOf(PerchException.class)
                .hasMessageEndingWith("nothing fills ${input_map.a}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": ${input_map.a}         | is not a JSON object
            ["${input_map.a}"]           | is not a JSON object
            plain                        | is not a JSON object
            {"a": "${inputs.a}"}         | ${inputs.a}"} begins with a placeholder that is none of
            {"a": "${input_map.a"}       | ${input_map.a"} begins with
            """)
    void aTemplateThatCannotWorkIsKnownBefore(String template, String fault) {
        assertThat(PayloadTemplate.of(template).fault().orElse("none")).contains(fault);
    }
}
