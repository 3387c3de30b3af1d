package io.perch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;

import io.perch.api.RerankAnswers.Scored;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RerankAnswersTest {

    @Test
    void theMostRelevantComesFirst() {
        assertThat(RerankAnswers.best(similarities(-3, 2, 0.5f), null)).extracting(Scored::index).containsExactly(1, 2, 0);
    }

    @Test
    void equalOnesKeepTheirOrder() {
        assertThat(RerankAnswers.best(similarities(1, 2, 1, 2), null)).extracting(Scored::index).containsExactly(1, 3, 0, 2);
    }

    @Test
    void onlyTheBestOnRequest() {
        assertThat(RerankAnswers.best(similarities(1, 3, 2), 2)).extracting(Scored::index).containsExactly(1, 2);
        assertThat(RerankAnswers.best(similarities(1, 3, 2), 1_000)).hasSize(3);
    }

    @Test
    void aScoreIsBetweenNoughtAndOne() {
        List<Scored> scored = RerankAnswers.best(similarities(0, 90, -90, 1), null);

        assertThat(scored.get(0).score(false)).isEqualTo(1);
        assertThat(scored.get(1).score(false)).isCloseTo(0.7310586f, offset(1e-7f));
        assertThat(scored.get(2).score(false)).isEqualTo(0.5f);
        assertThat(scored.get(3).score(false)).isBetween(0f, 1e-30f);
        assertThat(scored).extracting(one -> one.score(true)).containsExactly(90f, 1f, 0f, -90f);
    }

    @Test
    void ofTwoClassesTheSecondIsRelevant() {
        List<Scored> scored = RerankAnswers.best(new PredictOutput(List.of(result(2, 1), result(-1, 3))), null);

        assertThat(scored).extracting(Scored::index).containsExactly(1, 0);
        // softmax of -1 and 3
        assertThat(scored.getFirst().score(false)).isCloseTo(0.98201376f, offset(1e-7f));
        assertThat(scored.getFirst().score(true)).isEqualTo(4);
    }

    @Test
    void threeClassesAreNoScore() {
        PerchException refused = catchThrowableOfType(PerchException.class,
                () -> RerankAnswers.best(new PredictOutput(List.of(result(1, 2, 3))), null));

        assertThat(refused.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refused.reason()).contains("3 numbers per document");
    }

    private static PredictOutput similarities(float... logits) {
        Result[] results = new Result[logits.length];
        Arrays.setAll(results, i -> result(logits[i]));
        return new PredictOutput(List.of(results));
    }

    private static Result result(float... classes) {
        return new Result(List.of(new Tensor.Floats("similarity", new long[] {classes.length}, classes)), 5, false);
    }
}
