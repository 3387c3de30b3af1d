package io.perch.connector.function;

import static io.perch.connector.function.Tensors.answer;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "cohere.rerank | {\"results\":[{\"index\":1,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.1}]}",
            "default.rerank | [{\"index\":1,\"relevance_score\":0.9},{\"index\":0,\"relevance_score\":0.1}]",
            "bedrock.rerank | {\"results\":[{\"index\":1,\"relevanceScore\":0.9},{\"index\":0.0,\"relevanceScore\":0.1}]}"})
    void scoresStandInTheOrderOfTheDocuments(String function, String body) {
        String expected = "[{\"name\":\"similarity\",\"data_type\":\"FLOAT32\",\"shape\":[1],\"data\":[0.1]},"
                + "{\"name\":\"similarity\",\"data_type\":\"FLOAT32\",\"shape\":[1],\"data\":[0.9]}]";

        assertThat(Tensors.json(process(function).tensors(answer(body, 2)))).isEqualTo(expected);
        assertThat(Tensors.json(process(function).tensors(answer(body)))).isEqualTo(expected);
    }

    @Test
    void aWholeNumberIsAScoreToo() {
        assertThat(scores(answer("{\"results\":[{\"index\":0,\"relevance_score\":1}]}", 1))).containsExactly(1f);
    }

    @Test
    void aDocumentThatWasLeftOutRanksBelowTheOthers() {
        String top = "{\"results\":[{\"index\":3,\"relevance_score\":0.9},{\"index\":1,\"relevance_score\":0.4}]}";
        String logits = "{\"results\":[{\"index\":3,\"relevance_score\":2.5},{\"index\":1,\"relevance_score\":-4.5}]}";

        assertThat(scores(answer(top, 5))).containsExactly(0f, 0.4f, 0f, 0.9f, 0f);
        assertThat(scores(answer(logits, 5))).containsExactly(-4.5f, -4.5f, -4.5f, 2.5f, -4.5f);
        assertThat(scores(answer(top))).containsExactly(0f, 0.4f, 0f, 0.9f);
    }

    @Test
    void aResponseFilterSaysWhereToLook() {
        Answer answer = answer("{\"r\":{\"x\":[{\"index\":0,\"relevance_score\":0.5}]}}", 1, "response_filter", "$.r.x");

        assertThat(scores(answer)).containsExactly(0.5f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"results\":{\"index\":0}} | Post process function input is not a List.",
            "{\"results\":[]} | Post process function input is not a List.",
            "{\"results\":[0.9]} | Post process function input is not a List of Map.",
            "{\"results\":[{\"index\":0}]} | The rerank result should contain index and relevance_score.",
            "{\"results\":[{\"relevance_score\":0.5}]} | The rerank result should contain index and relevance_score.",
            "{\"results\":[{\"index\":0,\"relevance_score\":\"0.5\"}]} | relevance_score is not a number.",
            "{\"results\":[{\"index\":0,\"relevance_score\":null}]} | relevance_score is not a number.",
            "{\"results\":[{\"index\":0,\"relevance_score\":1e300}]} | relevance_score is not a number.",
            "{\"results\":[{\"index\":2,\"relevance_score\":0.5}]} | The index 2 is not that of one of the 2 documents.",
            "{\"results\":[{\"index\":-1,\"relevance_score\":0.5}]} | The index -1 is not that of one of the 2 documents.",
            "{\"results\":[{\"index\":\"0\",\"relevance_score\":0.5}]} | The index of a rerank result should be a whole number.",
            "{\"results\":[{\"index\":0.5,\"relevance_score\":0.5}]} | The index of a rerank result should be a whole number.",
            "{\"results\":[{\"index\":0,\"relevance_score\":1},{\"index\":0,\"relevance_score\":1}]} | "
                    + "Two results have the index 0."})
    void anotherShapeIsRefused(String body, String rule) {
        PerchException refusal = failureOf(() -> scores(answer(body, 2)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNEXPECTED);
        assertThat(refusal.reason()).startsWith(rule + " Expected a list of results, each with index and relevance_score, at "
                + "$.results, found ");
    }

    @Test
    void bedrockHasItsOwnName() {
        Answer cohere = answer("{\"results\":[{\"index\":0,\"relevance_score\":0.5}]}", 1);

        assertThat(failureOf(() -> process("bedrock.rerank").tensors(cohere)).reason())
                .startsWith("The rerank result should contain index and relevanceScore.");
    }

    @Test
    void aPathThatMissesNamesTheNearest() {
        PerchException refusal = failureOf(() -> scores(answer("{\"result\":[]}", 1)));

        assertThat(refusal.reason())
                .startsWith("Expected a list of results, each with index and relevance_score, at $.results of");
        assertThat(refusal.hint()).startsWith("there is $.result;");
    }

    @Test
    void anAbsurdIndexTakesNoMemory() {
        Answer answer = answer("{\"results\":[{\"index\":2000000000,\"relevance_score\":0.5}]}");

        assertThat(failureOf(() -> scores(answer)).reason()).startsWith("The index 2000000000 is not that of one of the 10000");
    }

    @Test
    void saysWhereItLooks() {
        assertThat(process("cohere.rerank").paths(answer("{\"results\":[]}"))).singleElement()
                .matches(report -> report.path().equals("$.results") && report.found());
    }

    private static PostProcess process(String function) {
        return PostProcess.of("connector.post_process." + function, null);
    }

    private static List<Float> scores(Answer answer) {
        return process("cohere.rerank").tensors(answer).stream().map(tensor -> ((Tensor.Floats) tensor).data()[0]).toList();
    }
}
