package io.perch.engine.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A question and its context, tokenized together and not cut: special tokens and the question, then the tokens
 * {@code [from, to)} of the context, then special tokens.
 *
 * @param spans of the context's tokens; the question's are {@link Spans#NOWHERE}
 */
public record PairTokens(long[] ids, long[] typeIds, Spans spans, int from, int to) {

    /** Tokens that every window has besides its part of the context. */
    public int frame() {
        return ids.length - (to - from);
    }

    /**
     * The whole in windows that a network can read: each has the question, and a part of the context that overlaps with the one
     * before. What lies beyond {@code most} windows is not read, and the last one says so.
     *
     * @param limit   tokens per window, more than {@link #frame}
     * @param overlap tokens of the context that two neighbours share; at most half of what fits
     */
    public List<Tokens> windows(int limit, int overlap, int most) {
        int room = limit - frame();
        int step = room - Math.min(overlap, room / 2);
        List<Tokens> windows = new ArrayList<>();
        int start = from;
        while (windows.size() < most - 1 && start + room < to) {
            windows.add(window(start, start + room, false));
            start += step;
        }
        int end = Math.min(start + room, to);
        windows.add(window(start, end, end < to));
        return windows;
    }

    private Tokens window(int start, int end, boolean truncated) {
        long[] windowIds = framed(ids, start, end);
        long[] mask = new long[windowIds.length];
        Arrays.fill(mask, 1);
        return new Tokens(windowIds, mask, framed(typeIds, start, end), null,
                new Spans(framed(spans.starts(), start, end), framed(spans.ends(), start, end)), truncated);
    }

    private long[] framed(long[] whole, int start, int end) {
        long[] part = new long[frame() + end - start];
        copyFramed(whole, start, end, part);
        return part;
    }

    private int[] framed(int[] whole, int start, int end) {
        int[] part = new int[frame() + end - start];
        copyFramed(whole, start, end, part);
        return part;
    }

    private void copyFramed(Object whole, int start, int end, Object part) {
        System.arraycopy(whole, 0, part, 0, from);
        System.arraycopy(whole, start, part, from, end - start);
        System.arraycopy(whole, to, part, from + end - start, ids.length - to);
    }
}
