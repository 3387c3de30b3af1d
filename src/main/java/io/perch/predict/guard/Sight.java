package io.perch.predict.guard;

import java.util.Locale;

/** A text, and what is seen of it at a glance. */
final class Sight {

    private static final int ASCII = 128;
    private static final int WORD = 64;

    private final String text;
    private final CharSet chars;
    private final boolean plain;
    private String lower;

    Sight(String text) {
        this.text = text;
        long low = 0;
        long high = 0;
        boolean ascii = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < WORD) {
                low |= 1L << c;
            } else if (c < ASCII) {
                high |= 1L << c - WORD;
            } else {
                ascii = false;
            }
        }
        this.chars = new CharSet(low, high);
        this.plain = ascii;
    }

    String text() {
        return text;
    }

    /** True when there is one, and when there are characters beyond ASCII. */
    boolean mayHaveOneOf(CharSet set) {
        return !plain || chars.meets(set);
    }

    boolean has(String part, boolean inAnyCase) {
        return inAnyCase ? lower().contains(part) : text.contains(part);
    }

    private String lower() {
        if (lower == null) {
            lower = text.toLowerCase(Locale.ROOT);
        }
        return lower;
    }

    /** Characters of ASCII: the first 64, and the others. */
    record CharSet(long low, long high) {

        boolean meets(CharSet other) {
            return (low & other.low) != 0 || (high & other.high) != 0;
        }
    }
}
