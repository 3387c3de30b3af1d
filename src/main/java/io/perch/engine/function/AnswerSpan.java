package io.perch.engine.function;

import io.perch.engine.token.Spans;
import java.util.Optional;

/**
 * The tokens {@code first} to {@code last} of a window as the answer to its question.
 *
 * @param score the probability that the answer starts at the one times the probability that it ends at the other, each by a
 *              softmax over the context's tokens and the first special token, which stands for "not here": as the
 *              question-answering pipeline of Hugging Face's transformers reckons it
 */
record AnswerSpan(int first, int last, double score) {

    /**
     * In tokens. Starts and ends are predicted apart from each other, so that a far end may be likely by itself: 30 is what the
     * evaluation on SQuAD takes.
     */
    static final int LONGEST = 30;

    private static final int NOT_HERE = 0;

    /**
     * The likeliest span within the context.
     *
     * @param starts logits {@code [n]}; {@code ends} likewise. Minus infinity means never.
     */
    static Optional<AnswerSpan> best(float[] starts, float[] ends, Spans context) {
        double[] start = probabilities(starts, context);
        double[] end = probabilities(ends, context);
        AnswerSpan best = null;
        for (int first = 0; first < start.length; first++) {
            for (int last = first; inContext(first, last, context); last++) {
                double score = start[first] * end[last];
                if (best == null || score > best.score) {
                    best = new AnswerSpan(first, last, score);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean inContext(int first, int last, Spans context) {
        return last - first < LONGEST && last < context.starts().length && context.has(first) && context.has(last);
    }

    private static double[] probabilities(float[] logits, Spans context) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int token = 0; token < logits.length; token++) {
            if (counts(token, context)) {
                highest = Math.max(highest, logits[token]);
            }
        }
        double[] probabilities = new double[logits.length];
        if (highest == Double.NEGATIVE_INFINITY) {
            return probabilities;
        }
        double sum = 0;
        for (int token = 0; token < logits.length; token++) {
            probabilities[token] = counts(token, context) ? Math.exp(logits[token] - highest) : 0;
            sum += probabilities[token];
        }
        for (int token = 0; token < logits.length; token++) {
            probabilities[token] /= sum;
        }
        return probabilities;
    }

    private static boolean counts(int token, Spans context) {
        return token == NOT_HERE || context.has(token);
    }
}
