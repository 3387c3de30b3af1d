package io.perch.connector.credential;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of any text: what a provider answered, a rendered request, an error. Found are the values themselves and the
 * forms in which JSON, urls, HTML and base64 write them, see {@link SecretPattern}. Values of less than
 * {@value SecretPattern#LEAST_LENGTH} characters stay: to mask each "1" of a text would hide the text and betray the value.
 *
 * <p>Mask first, shorten afterwards: half a secret is not found.
 */
public final class Masking {

    public static final String MASK = "***";
    public static final Masking NONE = new Masking(List.of());

    private final List<Pattern> patterns;

    private Masking(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    public static Masking of(Collection<Secret> secrets) {
        return new Masking(secrets.stream().flatMap(secret -> SecretPattern.of(secret).stream()).toList());
    }

    /** {@code text} with {@value #MASK} for each stretch of secrets, however they overlap; {@code null} stays {@code null}. */
    public String apply(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        BitSet hidden = new BitSet();
        patterns.forEach(pattern -> hide(pattern.matcher(text), hidden));
        return hidden.isEmpty() ? text : without(hidden, text);
    }

    private static void hide(Matcher matcher, BitSet hidden) {
        int from = 0;
        // from the next character on, not from behind the match: occurrences may overlap
        while (from <= matcher.regionEnd() && matcher.find(from)) {
            hidden.set(matcher.start(), matcher.end());
            from = matcher.start() + 1;
        }
    }

    private static String without(BitSet hidden, String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(at)) {
            shown.append(text, at, start).append(MASK);
            at = hidden.nextClearBit(start);
        }
        return shown.append(text, at, text.length()).toString();
    }
}
