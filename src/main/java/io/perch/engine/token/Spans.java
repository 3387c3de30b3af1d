package io.perch.engine.token;

import ai.djl.huggingface.tokenizers.jni.CharSpan;

/**
 * Where tokens lie in the text that they were made of: per token the UTF-16 offsets of its first character and behind its last.
 * A token that is not of that text has {@link #NOWHERE}.
 */
public record Spans(int[] starts, int[] ends) {

    public static final int NOWHERE = -1;

    /** @param pieces in code points, as the tokenizer counts them; {@code null} where there is no such piece of {@code text} */
    static Spans of(CharSpan[] pieces, String text) {
        int[] offsets = offsets(text);
        int[] starts = new int[pieces.length];
        int[] ends = new int[pieces.length];
        for (int token = 0; token < pieces.length; token++) {
            CharSpan piece = pieces[token];
            starts[token] = piece == null ? NOWHERE : offset(offsets, piece.getStart());
            ends[token] = piece == null ? NOWHERE : offset(offsets, piece.getEnd());
        }
        return new Spans(starts, ends);
    }

    /** UTF-16 offset of each code point; {@code null} when the two count alike. */
    private static int[] offsets(String text) {
        int points = text.codePointCount(0, text.length());
        if (points == text.length()) {
            return null;
        }
        int[] offsets = new int[points + 1];
        for (int point = 0, at = 0; point < points; point++) {
            at += Character.charCount(text.codePointAt(at));
            offsets[point + 1] = at;
        }
        return offsets;
    }

    private static int offset(int[] offsets, int point) {
        return offsets == null ? point : offsets[point];
    }

    public boolean has(int token) {
        return starts[token] != NOWHERE;
    }
}
