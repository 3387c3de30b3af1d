package io.perch.connector.function;

import static io.perch.connector.function.Tensors.answer;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.PathReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest {

    private static final String TWO =
            "[{\"name\":\"sentence_embedding\",\"data_type\":\"FLOAT32\",\"shape\":[2],\"data\":[0.1,0.2]},"
            + "{\"name\":\"sentence_embedding\",\"data_type\":\"FLOAT32\",\"shape\":[2],\"data\":[0.3,0.4]}]";
    private static final String ONE =
            "[{\"name\":\"sentence_embedding\",\"data_type\":\"FLOAT32\",\"shape\":[2],\"data\":[0.1,0.2]}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "openai.embedding | {\"data\":[{\"embedding\":[0.1,0.2]},{\"embedding\":[0.3,0.4]}],\"model\":\"x\"}",
            "cohere.embedding | {\"id\":\"x\",\"embeddings\":[[0.1,0.2],[0.3,0.4]]}",
            "cohere_v2.embedding.float | {\"embeddings\":{\"float\":[[0.1,0.2],[0.3,0.4]],\"int8\":[[1]]}}",
            "default.embedding | [[0.1,0.2],[0.3,0.4]]",
            "bedrock.nova.embedding | {\"embeddings\":[{\"embeddingType\":\"TEXT\",\"embedding\":[0.1,0.2]},"
                    + "{\"embedding\":[0.3,0.4]}]}"})
    void listsOfVectors(String function, String body) {
        assertThat(tensors(function, answer(body))).isEqualTo(TWO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "bedrock.embedding | {\"embedding\":[0.1,0.2],\"inputTextTokenCount\":3}",
            "bedrock_v2.embedding.float | {\"embeddingsByType\":{\"float\":[0.1,0.2]}}"})
    void oneVector(String function, String body) {
        assertThat(tensors(function, answer(body))).isEqualTo(ONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "cohere_v2.embedding.int8 | {\"embeddings\":{\"int8\":[[1,-2]]}} | INT8",
            "cohere_v2.embedding.uint8 | {\"embeddings\":{\"uint8\":[[1,-2]]}} | UINT8",
            "cohere_v2.embedding.binary | {\"embeddings\":{\"binary\":[[1,-2]]}} | BINARY",
            "cohere_v2.embedding.ubinary | {\"embeddings\":{\"ubinary\":[[1,-2.0]]}} | UBINARY",
            "bedrock_v2.embedding.binary | {\"embeddingsByType\":{\"binary\":[1,-2]}} | BINARY"})
    void narrowTypes(String function, String body, String type) {
        assertThat(tensors(function, answer(body))).isEqualTo("[{\"name\":\"sentence_embedding\",\"data_type\":\"" + type
                + "\",\"shape\":[2],\"data\":[1,-2]}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "openai.embedding | $.vectors[*] | {\"vectors\":[[0.1,0.2],[0.3,0.4]]}",
            "openai.embedding | $.vectors | {\"vectors\":[[0.1,0.2],[0.3,0.4]]}",
            "cohere.embedding | $.predictions[*].embeddings.values | "
                    + "{\"predictions\":[{\"embeddings\":{\"values\":[0.1,0.2]}},{\"embeddings\":{\"values\":[0.3,0.4]}}]}",
            "cohere.embedding | $.all[0:2] | {\"all\":[[0.1,0.2],[0.3,0.4],[5]]}",
            "cohere.embedding | $..v | {\"a\":{\"v\":[0.1,0.2]},\"b\":{\"v\":[0.3,0.4]}}"})
    void aResponseFilterSaysWhereToLook(String function, String filter, String body) {
        assertThat(tensors(function, answer(body, "response_filter", filter))).isEqualTo(TWO);
    }

    @Test
    void aResponseFilterForOneVector() {
        assertThat(tensors("bedrock.embedding", answer("{\"v\":[[0.1,0.2]]}", "response_filter", "$.v[0]"))).isEqualTo(ONE);
        assertThat(tensors("bedrock.embedding", answer("{\"v\":[0.1,0.2]}", "response_filter", "$.v[*]"))).isEqualTo(ONE);
        assertThat(tensors("bedrock.embedding", answer("{\"embedding\":[0.1,0.2]}", "response_filter", " "))).isEqualTo(ONE);
    }

    @Test
    void aResponseFilterNamesTheType() {
        assertThat(tensors("openai.embedding", answer("{\"UInt8\":[[7]]}", "response_filter", "$.UInt8")))
                .contains("\"data_type\":\"UINT8\"").contains("\"data\":[7]");
    }

    @Test
    void eachAnswerIsReadByItsOwnFilter() {
        PostProcess process = PostProcess.of("connector.post_process.openai.embedding", null);
        Answer filtered = answer("{\"v\":[[0.1,0.2]]}", "response_filter", "$.v");
        Answer plain = answer("{\"data\":[{\"embedding\":[0.1,0.2]}]}");

        for (int i = 0; i < 3; i++) {
            assertThat(Tensors.json(process.tensors(filtered))).isEqualTo(ONE);
            assertThat(Tensors.json(process.tensors(plain))).isEqualTo(ONE);
        }
    }

    /** As in {@code $.data[*].embedding}, where a stream of the answer is read, and by a path that needs all of it. */
    @Test
    void bothWaysOfReadingAgree() {
        StringBuilder numbers = new StringBuilder("0");
        for (int i = 1; i < 4000; i++) {
            numbers.append(',').append((i % 2 == 0 ? -1 : 1) * Math.sqrt(i) * Math.pow(10, i % 40 - 30));
        }
        String body = "{\"data\":[{\"embedding\":[" + numbers + "]}]}";
        PostProcess process = PostProcess.of("connector.post_process.openai.embedding", null);

        float[] streamed = ((Tensor.Floats) process.tensors(answer(body)).getFirst()).data();
        float[] read = ((Tensor.Floats) process.tensors(answer(body, "response_filter", "$..embedding")).getFirst()).data();

        assertThat(streamed).hasSize(4000).containsExactly(read);
        assertThat(streamed[0]).isZero();
        assertThat(streamed[1]).isEqualTo((float) 1e-29);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "cohere.embedding | {\"embeddings\":\"x\"} | Post process function input is not a List. | found \"x\"",
            "cohere.embedding | {\"embeddings\":{\"float\":[[1]]}} | Post process function input is not a List. | "
                    + "found {\"float\":[[1]]}",
            "cohere.embedding | {\"embeddings\":[]} | "
                    + "The embedding should be a non-empty List containing List of Float values. | found []",
            "cohere.embedding | {\"embeddings\":[0.1]} | "
                    + "The embedding should be a non-empty List containing List of Float values. | found 0.1 as embedding 0",
            "cohere.embedding | {\"embeddings\":[[0.1],\"x\"]} | "
                    + "The embedding should be a non-empty List containing List of Float values. | found \"x\" as embedding 1",
            "cohere.embedding | {\"embeddings\":[[]]} | "
                    + "The embedding should be a non-empty List containing Float values. | found [] in embedding 0",
            "cohere.embedding | {\"embeddings\":[[0.1,null]]} | "
                    + "The embedding should be a non-empty List containing Float values. | "
                    + "found null in embedding 0 at position 1",
            "cohere.embedding | {\"embeddings\":[[1e39]]} | "
                    + "The embedding should be a non-empty List containing Float values. | "
                    + "found 1.0E39 in embedding 0 at position 0",
            "default.embedding | [[[0.1]]] | "
                    + "The embedding should be a non-empty List containing Float values. | "
                    + "found [0.1] in embedding 0 at position 0",
            "openai.embedding | {\"data\":[{\"embedding\":\"zczMPQ==\"}]} | "
                    + "The embedding should be a non-empty List containing List of Float values. | "
                    + "found \"zczMPQ==\" as embedding 0",
            "bedrock.embedding | {\"embedding\":0.1} | Post process function input is not a List. | found 0.1",
            "bedrock.embedding | {\"embedding\":[]} | "
                    + "The embedding should be a non-empty List containing Float values. | found []",
            "bedrock.embedding | {\"embedding\":[[0.1]]} | "
                    + "The embedding should be a non-empty List containing Float values. | found [0.1] at position 0",
            "cohere_v2.embedding.int8 | {\"embeddings\":{\"int8\":[[0.5]]}} | whole numbers, for its type is INT8 | found 0.5",
            "cohere_v2.embedding.int8 | {\"embeddings\":{\"int8\":[[3000000000]]}} | whole numbers | found 3000000000"})
    void anotherShapeIsRefused(String function, String body, String rule, String found) {
        PerchException refusal = failureOf(() -> tensors(function, answer(body)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNEXPECTED);
        assertThat(refusal.reason()).contains(rule).contains("Expected ").contains(" at $").contains(found);
        assertThat(refusal.hint()).contains("response_filter");
    }

    @Test
    void aPathThatMissesNamesTheNearest() {
        PerchException refusal = failureOf(() -> tensors("openai.embedding", answer("{\"data\":[{\"embeding\":[0.1]}]}")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNEXPECTED);
        assertThat(refusal.reason()).isEqualTo("Expected a list of embeddings, each a list of numbers, at $.data[*].embedding of "
                + "the service's answer, but nothing is there: $.data[*] is as far as it goes, and is [{\"embeding\":[0.1]}]");
        assertThat(refusal.hint()).startsWith("there is $.data[*].embeding");
        assertThat(failureOf(() -> tensors("openai.embedding", answer("{\"embedding\":[0.1]}"))).hint())
                .startsWith("at $ there are the keys embedding");
        assertThat(failureOf(() -> tensors("bedrock.embedding", answer("{\"data\":[{\"embedding\":[0.1]}]}"))).hint())
                .startsWith("there is $.data[0].embedding");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"data\":[{\"embedding\":[0.1,0.2]}", "{\"data\":[{\"embedding\":[0.1", "<html>", "{\"data\":[]} x", "``"})
    void whatIsNoJsonIsRefused(String body) {
        PerchException refusal = failureOf(() -> tensors("openai.embedding", answer(body)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNREADABLE);
        assertThat(refusal.reason()).startsWith("The service's answer is ");
    }

    @Test
    void anUnreadableFilterIsTheCallersFault() {
        assertThat(failureOf(() -> tensors("openai.embedding", answer("{}", "response_filter", "$.["))).code())
                .isEqualTo(ErrorCode.REQUEST_INVALID);
    }

    @Test
    void saysWhereItLooks() {
        List<PathReport> paths = PostProcess.of("connector.post_process.cohere.embedding", null)
                .paths(answer("{\"embeddings\":[[0.5],[1]]}"));

        assertThat(paths).containsExactly(new PathReport("$.embeddings", 1, "[[0.5],[1]]", "$.embeddings", List.of(), null));
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        PerchException refusal = failureOf(() -> tensors("openai.embeddings", answer("{}")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.reason()).isEqualTo("There is no post_process_function connector.post_process.openai.embeddings");
        assertThat(refusal.hint()).isEqualTo("did you mean connector.post_process.openai.embedding?");
    }

    @Test
    void knowsEveryNameOfTheDocumentation() {
        assertThat(PostProcess.names()).hasSize(17).allMatch(name -> name.startsWith("connector.post_process."));
    }

    private static String tensors(String function, Answer answer) {
        return Tensors.json(PostProcess.of("connector.post_process." + function, null).tensors(answer));
    }
}
