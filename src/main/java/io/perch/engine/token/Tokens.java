package io.perch.engine.token;

/**
 * One text, or a window of one, as a network reads it: arrays {@code [n]}, special tokens included, never padded.
 *
 * @param sentenceIds the sentence of each token, for networks that judge sentences; else {@code null}
 * @param spans       where the tokens lie in the context of a question; else {@code null}
 * @param truncated   the text goes on, and what follows is not read
 */
public record Tokens(long[] ids, long[] attentionMask, long[] typeIds, long[] sentenceIds, Spans spans, boolean truncated) {

    public Tokens(long[] ids, long[] attentionMask, long[] typeIds, boolean truncated) {
        this(ids, attentionMask, typeIds, null, null, truncated);
    }

    public int length() {
        return ids.length;
    }
}
