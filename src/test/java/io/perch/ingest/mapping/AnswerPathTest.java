package io.perch.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerPathTest {

    private static final JsonNode TWO_TEXTS = Documents.json("""
            {"inference_results": [{"output": [{"name": "e", "data": [1.0, 4.0]}]}, {"output": [{"name": "e", "data": [3.0, 2.0]}]}]}""");
    private static final JsonNode MAP = Documents.json("""
            {"inference_results": [{"status_code": 200, "output": [{"name": "response", "dataAsMap":
                {"embedding": [1, 2], "a.b": 7, "usage": {"n": 3}, "choices": [{"text": "t"}], "nothing": null}}]}]}""");
    private static final JsonNode TENSORS = Documents.json("""
            {"inference_results": [{"output": [{"data": [1.0]}, {"data": [2.0]}]}]}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $.inference_results.*.output[0].data                | [[1.0,4.0],[3.0,2.0]]
            inference_results[1].output[0].data                 | [3.0,2.0]
            $.inference_results.*.output[0].data[0]             | [1.0,3.0]
            $.inference_results.*.output[0].data.meanPooling()  | [2.0,3.0]
            $.inference_results.*.output[0].data.maxPooling()   | [3.0,4.0]
            """)
    void aPathOfTheWholeAnswer(String path, String value) {
        assertThat(AnswerPath.of(path).read(TWO_TEXTS, true)).map(JsonNode::toString).contains(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            embedding       | [1,2]
            a.b             | 7
            usage.n         | 3
            $.usage.n       | 3
            choices[0].text | "t"
            """)
    void aKeyOrAPathOfTheFirstMap(String path, String value) {
        assertThat(AnswerPath.of(path).read(MAP, false)).map(JsonNode::toString).contains(value);
    }

    @Test
    void ofNumbersThereAreAllWhateverThePath() {
        assertThat(AnswerPath.of("whatever").read(TWO_TEXTS, false)).map(JsonNode::toString).contains("[1.0,4.0]");
        assertThat(AnswerPath.of("whatever").read(TENSORS, false)).map(JsonNode::toString).contains("[[1.0],[2.0]]");
    }

    @Test
    void withoutAPathItIsAll() {
        assertThat(AnswerPath.of(null).read(MAP, true)).contains(MAP);
        assertThat(AnswerPath.of("").read(MAP, false)).map(value -> value.get("a.b").asInt()).contains(7);
    }

    @Test
    void nothingIsNotTheWholeAnswer() {
        assertThat(AnswerPath.of("nope").read(MAP, false)).isEmpty();
        assertThat(AnswerPath.of("nothing").read(MAP, false)).isEmpty();
        assertThat(AnswerPath.of("$.nope").read(MAP, true)).isEmpty();
        assertThat(AnswerPath.of("nope").missing(MAP, false)).hasMessage(
                "An unexpected error occurred: model inference output cannot find field name: nope")
                .satisfies(failure -> assertThat(((PerchException) failure).hint()).contains("embedding", "usage"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $.inference_results[0].output[0].data.meanPooling() | Mean pooling requires nested array structure
            $.inference_results[0].output[0].data[0].maxPooling() | Max pooling requires nested array structure
            """)
    void whatIsNoListOfVectorsIsNotPooled(String path, String reason) {
        assertThatThrownBy(() -> AnswerPath.of(path).read(TWO_TEXTS, true)).isInstanceOf(PerchException.class).hasMessage(reason);
    }

    @Test
    void vectorsOfDifferentLengthsAreNotPooled() {
        JsonNode uneven = Documents.json("{\"inference_results\": [{\"output\": [{\"data\": [1]}, {\"data\": [1, 2]}]}]}");

        assertThatThrownBy(() -> AnswerPath.of("$.inference_results[0].output.*.data.maxPooling()").read(uneven, true))
                .hasMessage("All vectors must have the same dimension");
        assertThatThrownBy(() -> AnswerPath.of("x").read(Documents.json("{\"inference_results\": []}"), false))
                .hasMessage("Output tensors are null or empty.");
    }
}
