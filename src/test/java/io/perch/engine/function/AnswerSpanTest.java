package io.perch.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perch.engine.token.Spans;
import org.junit.jupiter.api.Test;

class AnswerSpanTest {

    private static final float NEVER = Float.NEGATIVE_INFINITY;

    @Test
    void theBestPairWinsNotTheBestEnds() {
        // the best end comes before the best start
        float[] starts = {0, 0, 0, 0, 1, 5, 0};
        float[] ends = {0, 0, 0, 0, 5, 2, 0};

        AnswerSpan best = AnswerSpan.best(starts, ends, context(7, 4, 6)).orElseThrow();

        assertThat(best.first()).isEqualTo(5);
        assertThat(best.last()).isEqualTo(5);
    }

    @Test
    void onlyTheContextAnswers() {
        float[] starts = {9, 9, 9, 0, 1, 0, 9};
        float[] ends = {9, 9, 9, 0, 0, 1, 9};

        AnswerSpan best = AnswerSpan.best(starts, ends, context(7, 4, 6)).orElseThrow();

        assertThat(best.first()).isEqualTo(4);
        assertThat(best.last()).isEqualTo(5);
    }

    /** Probabilities over the context's two tokens and the first special one; the question's do not count. */
    @Test
    void scoresAsHuggingFaceDoes() {
        float[] starts = {1, 50, 2, 0, 50};
        float[] ends = {1, 50, 0, 3, 50};

        AnswerSpan best = AnswerSpan.best(starts, ends, context(5, 2, 4)).orElseThrow();

        double start = Math.exp(2) / (Math.exp(1) + Math.exp(2) + Math.exp(0));
        double end = Math.exp(3) / (Math.exp(1) + Math.exp(0) + Math.exp(3));
        assertThat(best).extracting(AnswerSpan::first, AnswerSpan::last).containsExactly(2, 3);
        assertThat(best.score()).isCloseTo(start * end, within(1e-12));
    }

    @Test
    void anAnswerHasABound() {
        float[] starts = new float[100];
        float[] ends = new float[100];
        starts[10] = 5;
        ends[10 + AnswerSpan.LONGEST] = 9;
        ends[10 + AnswerSpan.LONGEST - 1] = 1;

        AnswerSpan best = AnswerSpan.best(starts, ends, context(100, 10, 99)).orElseThrow();

        assertThat(best.last() - best.first()).isLessThan(AnswerSpan.LONGEST);
    }

    @Test
    void noContextHasNoAnswer() {
        assertThat(AnswerSpan.best(new float[4], new float[4], context(4, 0, 0))).isEmpty();
    }

    @Test
    void logitsMaySayNever() {
        float[] starts = {0, 0, NEVER, NEVER, 1};
        float[] nothing = {NEVER, NEVER, NEVER, NEVER, NEVER};

        assertThat(AnswerSpan.best(starts, new float[5], context(5, 2, 5)).orElseThrow().first()).isEqualTo(4);
        assertThat(AnswerSpan.best(nothing, nothing, context(5, 2, 5)).orElseThrow().score()).isZero();
    }

    /** Tokens {@code [from, to)} of {@code n} are the context's. */
    private static Spans context(int n, int from, int to) {
        int[] starts = new int[n];
        int[] ends = new int[n];
        for (int token = 0; token < n; token++) {
            starts[token] = token >= from && token < to ? token : Spans.NOWHERE;
            ends[token] = token >= from && token < to ? token + 1 : Spans.NOWHERE;
        }
        return new Spans(starts, ends);
    }
}
