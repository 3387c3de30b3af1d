package io.perch.ingest.chunking;

import java.util.Arrays;

/**
 * Finds the tokens of a text piece by piece, for a tokenizer that takes only so much at once. Pieces end at blanks; where there
 * is none for so long, the last token may have been cut, and is looked for again. Not safe for several threads at once.
 */
public final class TokenScan {

    private final String text;
    private final int pieceLength;
    private final int enough;
    private int[] starts = new int[16];
    private int count;
    private int from;
    private int end;
    private boolean atBlank;

    /** @param enough tokens that it may stop at */
    public TokenScan(String text, int pieceLength, int enough) {
        this.text = text;
        this.pieceLength = pieceLength;
        this.enough = enough;
    }

    /** What is to be tokenized next. */
    public String piece() {
        int most = Surrogates.before(text, (int) Math.min(text.length(), (long) from + pieceLength));
        end = most;
        while (end < text.length() && end > from && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        atBlank = end > from;
        end = atBlank ? end : most;
        return text.substring(from, end);
    }

    /** Answers whether there is more to ask. @param found where the tokens of the {@link #piece} begin, in it */
    public boolean take(int[] found) {
        int kept = found.length;
        int next = end;
        if (!atBlank && kept > 0 && found[kept - 1] > 0) {
            kept--;
            next = from + found[kept];
        }
        add(found, kept);
        from = next;
        return from < text.length() && count < enough;
    }

    private void add(int[] found, int kept) {
        if (count + kept > starts.length) {
            starts = Arrays.copyOf(starts, Math.max(count + kept, 2 * starts.length));
        }
        for (int i = 0; i < kept; i++) {
            starts[count++] = from + found[i];
        }
    }

    /** Where tokens begin, as far as it has come. */
    public int[] starts() {
        return Arrays.copyOf(starts, count);
    }
}
