package io.perch.predict.guard;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words of a text, one after the other: runs of letters, digits, marks and underscores, in lower case and in Unicode's
 * compatibility form NFKC, without characters that cannot be seen. Each ideograph and each hiragana is a word.
 */
final class Tokens {

    private final String text;
    private int start;
    private int end;

    Tokens(String raw) {
        this.text = normalized(raw);
    }

    static List<String> of(String raw) {
        Tokens tokens = new Tokens(raw);
        List<String> words = new ArrayList<>();
        while (tokens.next()) {
            words.add(tokens.word());
        }
        return words;
    }

    /** Goes to the next word; false when there is none. */
    boolean next() {
        start = end;
        while (start < text.length() && !isInWord(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (!isInWord(c) || end > start && (standsAlone(c) || standsAlone(text.codePointBefore(end)))) {
                break;
            }
            end += Character.charCount(c);
        }
        return end > start;
    }

    String word() {
        return text.substring(start, end);
    }

    static boolean isInWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c > 0x7f && isMark(c);
    }

    static boolean standsAlone(int c) {
        return c > 0x7f && (Character.isIdeographic(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static String normalized(String raw) {
        boolean plain = true;
        for (int i = 0; i < raw.length() && plain; i++) {
            plain = raw.charAt(i) < 0x80;
        }
        return (plain ? raw : visible(Normalizer.normalize(raw, Normalizer.Form.NFKC))).toLowerCase(Locale.ROOT);
    }

    private static String visible(String text) {
        return text.codePoints().filter(c -> Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
