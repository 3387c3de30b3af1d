package io.perch.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.DataType;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers of models are read. */
class EmbeddingsTest {

    private static final Question A = Question.dense("m", "a", null);
    private static final Question B = Question.dense("m", "b", null);
    private static final Question IMAGE = Question.dense("m", null, "aGk=");
    private static final Question SPARSE_A = Question.sparse("m", "a");
    private static final Question SPARSE_B = Question.sparse("m", "b");

    @Test
    void textsOfOneModelGoTogetherAndEachImageAlone() {
        Question other = Question.dense("n", "a", null);

        assertThat(Batch.of(List.of(A, SPARSE_A, IMAGE, other, B)).stream().map(Batch::questions))
                .containsExactlyInAnyOrder(List.of(A, B), List.of(SPARSE_A), List.of(IMAGE), List.of(other));
    }

    @Test
    void ofTensorsInTheirOrder() {
        Embeddings found = read(List.of(A, B), result(floats(1, 2)), result(floats(3, 4)));

        assertThat(found.vector(A)).isEqualTo("[1.0,2.0]");
        assertThat(found.vector(B)).isEqualTo("[3.0,4.0]");
    }

    @Test
    void ofAllTensorsOfOneCall() {
        Embeddings found = read(List.of(A, B), Result.answered(200, List.of(
                new Tensor.Floats("x", new long[] {1, 1}, new float[] {1}),
                new Tensor.Narrow("x", DataType.INT8, new long[] {2}, new int[] {-1, 7}))));

        assertThat(found.vector(A)).isEqualTo("[1.0]");
        assertThat(found.vector(B)).isEqualTo("[-1,7]");
    }

    @Test
    void ofAListWithoutTensors() {
        Embeddings found = read(List.of(A, B), Result.answered(200, List.of(
                new Tensor.Json("response", "{\"response\": [[0.12345678901234567890, 1], [2]]}"))));

        assertThat(found.vector(A)).isEqualTo("[0.12345678901234567890,1]");
        assertThat(found.vector(B)).isEqualTo("[2]");
    }

    @Test
    void ofAnotherMlCommonsOnlyTheSentence() {
        Embeddings found = read(List.of(A), Result.answered(200, List.of(
                written("{\"name\": \"token_embeddings\", \"data\": [9, 9]}"),
                written("{\"name\": \"sentence_embedding\", \"data\": [1]}"))));

        assertThat(found.vector(A)).isEqualTo("[1]");
    }

    @Test
    void ofAnImageTheFirstVector() {
        assertThat(read(List.of(IMAGE), Result.answered(200, List.of(floats(1), floats(2)))).vector(IMAGE)).isEqualTo("[1.0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"embedding\": [1]}", "{\"response\": [1, 2]}", "{\"response\": [[]]}", "{\"response\": [[\"x\"]]}",
        "{\"response\": {\"a\": [1]}}", "[]", "{", "{\"response\": null}"})
    void aRemoteAnswerWithoutVectors(String answer) {
        refused(read(List.of(A), Result.answered(200, List.of(new Tensor.Json("response", answer)))), A,
                "The remote model response is missing the required 'response' key. Ensure the connector's post_process_function"
                        + " returns: {\"response\": [[float, float, ...], ...]}");
    }

    @Test
    void tooFewVectors() {
        refused(read(List.of(A, B), result(floats(1))), B, "Model m answered 1 times to 2 texts");
    }

    @Test
    void tokensWhereAVectorIsWanted() {
        refused(read(List.of(A), result(new Tensor.Weights("output", new String[] {"a"}, new float[] {1}))), A,
                "The remote model response is missing");
        refused(read(List.of(A), result(new Tensor.Floats("sentence_embedding", new long[] {2, 2}, new float[4]))), A,
                "The model answers the shape [2, 2] where one vector per text is wanted");
    }

    @Test
    void weightsOfTokens() {
        Embeddings local = read(List.of(SPARSE_A),
                result(new Tensor.Weights("output", new String[] {"x", "y"}, new float[] {1, 2})));
        Embeddings remote = read(List.of(SPARSE_A, SPARSE_B), Stream
                .of("{\"response\": [{\"x\": 1}]}", "{\"response\": [{\"y\": 2.5}]}")
                .map(json -> Result.answered(200, List.of((Tensor) new Tensor.Json("response", json)))).toArray(Result[]::new));

        assertThat(local.tokens(SPARSE_A)).isEqualTo(Map.of("x", 1f, "y", 2f));
        assertThat(remote.tokens(SPARSE_A)).isEqualTo(Map.of("x", 1f));
        assertThat(remote.tokens(SPARSE_B)).isEqualTo(Map.of("y", 2.5f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\": 1}", "{\"response\": [[1]]}", "{\"response\": [{\"x\": \"1\"}]}", "{\"response\": [5]}"})
    void aRemoteAnswerWithoutWeights(String answer) {
        Embeddings found = read(List.of(SPARSE_A), Result.answered(200, List.of(new Tensor.Json("response", answer))));

        assertThatThrownBy(() -> found.tokens(SPARSE_A)).isInstanceOf(PerchException.class)
                .hasMessageStartingWith("The model does not answer with tokens and their weights.");
    }

    @Test
    void aFailureIsThatOfItsTextsOnly() {
        PerchException away = new PerchException(ErrorCode.MODEL_NOT_FOUND, "gone", null);
        Embeddings found = Embeddings.of(List.of(new Answered(Batch.ofOne(A), null, away),
                new Answered(Batch.ofOne(B), new PredictOutput(List.of(result(floats(1)))), null)));

        assertThatThrownBy(() -> found.vector(A)).isSameAs(away);
        assertThat(found.vector(B)).isEqualTo("[1.0]");
    }

    private static Embeddings read(List<Question> questions, Result... results) {
        return Embeddings.of(List.of(new Answered(new Batch("m", questions.getFirst().kind(), questions),
                new PredictOutput(List.of(results)), null)));
    }

    private static Result result(Tensor tensor) {
        return new Result(List.of(tensor), 3, false);
    }

    private static Tensor floats(float... numbers) {
        return new Tensor.Floats("sentence_embedding", new long[] {numbers.length}, numbers);
    }

    private static Tensor written(String json) {
        return new Tensor.Written(Json.read(json, ObjectNode.class));
    }

    private static void refused(Embeddings found, Question question, String reason) {
        assertThatThrownBy(() -> found.vector(question)).isInstanceOfSatisfying(PerchException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNEXPECTED);
            assertThat(refusal.reason()).startsWith(reason);
        });
    }
}
