package io.perch.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static Tensor tensor(String name, float... data) {
        return new Tensor.Floats(name, new long[] {data.length}, data);
    }

    private static PredictOutput local(Tensor... tensors) {
        return new PredictOutput(Arrays.stream(tensors).map(tensor -> new Result(List.of(tensor), 1, false)).toList());
    }

    private static PredictOutput remote(Tensor... tensors) {
        return new PredictOutput(List.of(Result.answered(200, List.of(tensors))));
    }

    @Test
    void aLocalModelSaysOneNumberOrTwoClasses() {
        assertThat(Scores.of(local(tensor("similarity", 0.5f), tensor("similarity", -1)), 2, true)).containsExactly(0.5f, -1f);
        assertThat(Scores.of(local(tensor("similarity", 1, 4)), 1, true)).containsExactly(3f);
    }

    @Test
    void aRemoteOneSaysATensorForEachOrOneListForAll() {
        assertThat(Scores.of(remote(tensor("similarity", 0.5f), tensor("similarity", 0.25f)), 2, false))
                .containsExactly(0.5f, 0.25f);
        assertThat(Scores.of(remote(tensor("usage", 9), tensor("similarity", 0.5f)), 1, false)).containsExactly(0.5f);
        assertThat(Scores.of(remote(new Tensor.Json("response", "{\"response\": [0.5, [0.25]]}")), 2, false))
                .containsExactly(0.5f, 0.25f);
    }

    @Test
    void whatIsNoScoreIsToldWithTheNumbers() {
        refused(local(tensor("similarity", 1)), 2, true, "it answered 1 scores to 2 texts");
        refused(local(tensor("similarity", 1, 2, 3)), 1, true, "it answered 3 numbers for a text");
        refused(remote(new Tensor.Json("response", "{\"response\": [\"x\"]}")), 1, false, "where one or two are a score");
    }

    private static void refused(PredictOutput output, int texts, boolean local, String reason) {
        assertThatThrownBy(() -> Scores.of(output, texts, local)).isInstanceOf(PerchException.class).hasMessageContaining(reason);
    }
}
