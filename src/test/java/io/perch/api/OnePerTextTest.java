package io.perch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.DataType;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnePerTextTest {

    private static final String NAME = "sentence_embedding";

    @Test
    void oneResultOfSeveralTensors() {
        assertThat(vectors(of(2, Result.answered(200, List.of(floats(1), floats(2))))))
                .containsExactly(List.of(1f), List.of(2f));
    }

    @Test
    void severalResults() {
        PredictOutput output = of(3, Result.answered(200, List.of(floats(1), floats(2))),
                Result.answered(201, List.of(floats(3))));

        assertThat(vectors(output)).containsExactly(List.of(1f), List.of(2f), List.of(3f));
        assertThat(output.results()).extracting(Result::status).containsExactly(200, 200, 201);
        assertThat(output.results()).extracting(Result::tokens).containsOnly(-1);
    }

    @Test
    void whateverTheNumbersComeIn() {
        assertThat(vectors(of(3, Result.answered(200, List.of(floats(0.5f),
                new Tensor.Narrow(NAME, DataType.INT8, new long[] {2}, new int[] {1, -2}), written("[0.25, 7]"))))))
                .containsExactly(List.of(0.5f), List.of(1f, -2f), List.of(0.25f, 7f));
    }

    @Test
    void tensorsOfAnotherNameAreLeftOutWhereThereAreTheRightOnes() {
        Tensor other = new Tensor.Floats("token_embeddings", new long[] {1}, new float[] {9});

        assertThat(vectors(of(1, Result.answered(200, List.of(other, floats(1)))))).containsExactly(List.of(1f));
        assertThat(vectors(of(1, Result.answered(200, List.of(other))))).containsExactly(List.of(9f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void tooManyOrTooFew(int texts) {
        assertThat(refused(texts, floats(1), floats(2)).code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNEXPECTED);
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoNumberForAText(Tensor tensor) {
        PerchException refused = refused(1, tensor);

        assertThat(refused.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refused.hint()).contains("post_process_function");
    }

    static Stream<Tensor> whatIsNoNumberForAText() {
        return Stream.of(new Tensor.Json("response", "{}"), new Tensor.Text("response", "a", null), written("[\"a\"]"),
                written("[]"), written("[1e99]"), written("7"), new Tensor.Longs("mask", new long[] {1}, new long[] {1}),
                new Tensor.Weights("response", new String[] {"a"}, new float[] {1}));
    }

    private static PerchException refused(int texts, Tensor... tensors) {
        return catchThrowableOfType(PerchException.class, () -> of(texts, Result.answered(200, List.of(tensors))));
    }

    private static PredictOutput of(int texts, Result... results) {
        return OnePerText.of(new PredictOutput(List.of(results)), NAME, texts);
    }

    private static List<List<Float>> vectors(PredictOutput output) {
        return output.results().stream().map(result -> {
            float[] data = ((Tensor.Floats) result.tensors().getFirst()).data();
            return Stream.iterate(0, i -> i < data.length, i -> i + 1).map(i -> data[i]).toList();
        }).toList();
    }

    private static Tensor floats(float... data) {
        return new Tensor.Floats(NAME, new long[] {data.length}, data);
    }

    private static Tensor written(String data) {
        return new Tensor.Written(Json.read("{\"name\": \"" + NAME + "\", \"data\": " + data + "}", ObjectNode.class));
    }
}
