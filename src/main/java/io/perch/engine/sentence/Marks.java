package io.perch.engine.sentence;

/** What characters mean to the end of a sentence. */
final class Marks {

    /** Need a blank behind them to end a sentence: Latin, Arabic, Urdu, Devanagari, Armenian, Ethiopic, Khmer, Burmese. */
    private static final String STOPS = ".!?…‼⁇⁈⁉؟۔।॥։።។။";
    /** Chinese and Japanese, which write no blanks. */
    private static final String WIDE_STOPS = "。！？｡．";
    private static final String CLOSERS = "\"'”’»›)]}」』）】〉》〕］｝｣";

    private Marks() {
    }

    /** No-break spaces too, unlike {@link Character#isWhitespace}. */
    static boolean blank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\u0085';
    }

    static boolean stop(int character) {
        return STOPS.indexOf(character) >= 0 || wideStop(character);
    }

    static boolean wideStop(int character) {
        return WIDE_STOPS.indexOf(character) >= 0;
    }

    static boolean quoteOrBracket(int character) {
        return CLOSERS.indexOf(character) >= 0;
    }

    static boolean hiragana(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HIRAGANA;
    }

    static boolean ideograph(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }

    static int behindBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && blank(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** A paragraph or page counts twice. */
    static int lineBreaks(String text, int from, int to) {
        int breaks = 0;
        for (int at = from; at < to; at++) {
            breaks += switch (text.charAt(at)) {
                case '\n', '\u0085', '\u2028' -> 1;
                case '\r' -> at + 1 < to && text.charAt(at + 1) == '\n' ? 0 : 1;
                case '\u2029', '\f' -> 2;
                default -> 0;
            };
        }
        return breaks;
    }

    /** Quotes, brackets and emoji; French sets a no-break space before its quotes. */
    static int behindClosers(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (quoteOrBracket(character) || emoji(character)) {
                at += Character.charCount(character);
            } else if (frenchClose(text, at)) {
                at += 2;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean frenchClose(String text, int at) {
        boolean noBreak = text.charAt(at) == '\u00a0' || text.charAt(at) == '\u202f';
        return noBreak && at + 1 < text.length() && text.charAt(at + 1) == '»';
    }

    /** With what joins and colours them: zero-width joiner, variation selector, skin tones. */
    private static boolean emoji(int character) {
        return switch (Character.getType(character)) {
            case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL -> true;
            default -> character == '\u200d' || character == '\ufe0f';
        };
    }
}
