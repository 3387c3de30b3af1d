package io.perch.engine;

/** One text as a network reads it: three arrays {@code [n]}, special tokens included, never padded. */
record Tokens(long[] ids, long[] attentionMask, long[] typeIds, boolean truncated) {

    int length() {
        return ids.length;
    }
}
