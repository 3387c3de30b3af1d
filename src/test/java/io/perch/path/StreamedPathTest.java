package io.perch.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedPathTest {

    private static final String JSON = """
            {"before": {"data": [[9]]}, "data": [{"x": 1, "y": [2]}, {"z": {"x": 3}}, 4, {"x": {"x": 5}}], "after": "]"}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "$ | { ",
            "$.data | [",
            "$.data[*] | { { 4 {",
            "$.data[*].x | 1 {",
            "$['data'][*]['z'].x | 3",
            "$.before.*[*][*] | 9",
            "$.after | ]",
            "$.after.x | ``",
            "$.nothing[*] | ``"})
    void leadsWhereThePathLeads(String path, String firstTokens) throws IOException {
        assertThat(visited(path, JSON)).isEqualTo(firstTokens.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[1", "{\"data\":[1]} x", "{\"data\":[1]}}", "{\"data\":[1],}"})
    void readsToTheEnd(String notJson) {
        assertThatThrownBy(() -> visited("$.data[*]", notJson)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$..x", "$.data[0]", "$.data[?(@.x)]", "$.data.length()", "$['a','b']"})
    void otherStepsNeedTheWholeValue(String path) {
        assertThat(StreamedPath.of(JsonPath.of(path))).isEmpty();
    }

    @Test
    void aVisitorMayReadOn() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        StreamedPath.of(JsonPath.of("$[*].x")).orElseThrow().visit(utf8("[{\"x\":[1,2],\"y\":9},{\"x\":[3]}]"), parser -> {
            while (!parser.nextToken().isStructEnd()) {
                numbers.add(parser.getIntValue());
            }
        });

        assertThat(numbers).containsExactly(1, 2, 3);
    }

    private static String visited(String path, String json) throws IOException {
        List<String> texts = new ArrayList<>();
        StreamedPath.of(JsonPath.of(path)).orElseThrow().visit(utf8(json), parser -> {
            texts.add(parser.getText());
            parser.skipChildren();
        });
        return String.join(" ", texts);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
