package io.perch.ingest.chunking;

import java.util.List;

/** How many passages a document may still have. Each text that is still to come keeps one. */
public final class Allowance {

    public static final int UNLIMITED = -1;

    private final boolean limited;
    private int left;
    private int texts;

    /** @param limit of the document, or {@link #UNLIMITED} */
    public Allowance(int limit, int texts) {
        this.limited = limit != UNLIMITED;
        this.left = limited ? limit : Integer.MAX_VALUE;
        this.texts = texts;
    }

    /** The passages of the next text, of which there is one whatever the limit. */
    public List<String> cut(String text, int[] tokens, Chunker chunker) {
        List<String> passages = chunker.chunk(text, tokens, limited ? Math.max(1, left - texts + 1) : left);
        texts--;
        left -= limited ? passages.size() : 0;
        return passages;
    }
}
