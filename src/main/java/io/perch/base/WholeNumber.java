package io.perch.base;

import java.math.BigDecimal;

/** Reads a whole number the way OpenSearch coerces it: {@code 5}, {@code "5"}, {@code 5.0} and {@code 5e0} are all 5. */
public final class WholeNumber {

    /** Longer texts are no number anyone means, and costly to read. */
    private static final int LONGEST = 64;

    private WholeNumber() {
    }

    /** Null when {@code text} is not a whole number of 64 bits. */
    public static Long read(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            return new BigDecimal(text.strip()).longValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return null;
        }
    }
}
