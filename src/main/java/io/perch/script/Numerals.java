package io.perch.script;

import java.util.Locale;

/** The value of a number as a script writes it: {@code 12}, {@code 0x1F}, {@code 017}, {@code 3L}, {@code 1.5f}, {@code 2e-3}. */
final class Numerals {

    private Numerals() {
    }

    /** @throws NumberFormatException when it does not fit its type */
    static Number value(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.startsWith("0x") || lower.startsWith("-0x")) {
            return whole(lower.replaceFirst("0x", ""), 16);
        }
        if (lower.matches("-?0[0-7]+l?")) {
            return whole(lower, 8);
        }
        return decimal(lower);
    }

    private static Number decimal(String lower) {
        String digits = lower.substring(0, lower.length() - 1);
        return switch (lower.charAt(lower.length() - 1)) {
            case 'f' -> Float.valueOf(digits);
            case 'd' -> Double.valueOf(digits);
            default -> lower.contains(".") || lower.contains("e") ? Double.valueOf(lower) : whole(lower, 10);
        };
    }

    private static Number whole(String lower, int radix) {
        if (lower.endsWith("l")) {
            return Long.valueOf(lower.substring(0, lower.length() - 1), radix);
        }
        return Integer.valueOf(lower, radix);
    }
}
