package io.perch.predict.guard;

import com.google.re2j.PatternSyntaxException;
import io.perch.base.BoundedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern that no text may have. It is looked for anywhere; one that fits the empty text, too, would be found in every text,
 * and is held against the whole text instead. Java's engine, which is quick and knows every construct, has so many steps per
 * character; what it cannot do in these is left to RE2, which takes time in proportion to the text.
 */
final class Forbidden {

    private static final int STEPS_PER_CHARACTER = 64;
    private static final int LEAST_STEPS = 10_000;
    private static final String ANYTHING = ".*";
    /** And whatever looks around. */
    private static final Pattern ANCHORS = Pattern.compile("[\\^$]|\\\\[AzZG]|\\(\\?");

    private final String regex;
    private final boolean whole;
    private final Pattern pattern;
    private final Needs needs;
    private final com.google.re2j.Pattern linear;

    private Forbidden(String regex, boolean whole) {
        this.regex = regex;
        this.whole = whole;
        String sought = whole ? regex : bare(regex);
        this.pattern = Pattern.compile(sought);
        this.needs = Needs.of(sought);
        this.linear = linear(sought);
    }

    static Forbidden of(String regex) {
        return new Forbidden(regex, Pattern.compile(regex).matcher("").find());
    }

    /** Whether it says something of the beginning or the end of a text, so that a part of the text does not tell. */
    boolean needsWholeText() {
        String bones = regex.replaceAll("\\\\[^AzZG]", "").replaceAll("\\[[^]]*]", "");
        return whole || ANCHORS.matcher(bones).find();
    }

    /** Says that it takes too long to tell. */
    static final class TooLong extends RuntimeException {

        TooLong(String regex) {
            super("the pattern " + regex + " takes too many steps on this text", null, false, false);
        }
    }

    /** Throws {@link TooLong}. Takes time in proportion to the text. */
    boolean isIn(Sight sight) {
        String text = sight.text();
        try {
            return needs.mayBeMetBy(sight) && isIn(text, LEAST_STEPS + (long) STEPS_PER_CHARACTER * text.length());
        } catch (BoundedText.Exhausted | StackOverflowError backtracking) {
            return isInByLinearTime(text);
        }
    }

    /** As {@link #isIn}, within so many steps of some 20 ns. Throws {@link TooLong} when it takes more. */
    boolean isIn(Sight sight, int steps) {
        try {
            return needs.mayBeMetBy(sight) && isIn(sight.text(), (long) steps);
        } catch (BoundedText.Exhausted | StackOverflowError backtracking) {
            throw new TooLong(regex);
        }
    }

    private boolean isIn(String text, long steps) {
        Matcher matcher = pattern.matcher(new BoundedText(text, steps));
        return whole ? matcher.matches() : matcher.find();
    }

    private boolean isInByLinearTime(String text) {
        if (linear == null) {
            throw new TooLong(regex);
        }
        com.google.re2j.Matcher matcher = linear.matcher(text);
        return whole ? matcher.matches() : matcher.find();
    }

    /** {@code null} when it has constructs that RE2 does not know, such as back references. */
    private static com.google.re2j.Pattern linear(String regex) {
        try {
            return com.google.re2j.Pattern.compile(regex);
        } catch (PatternSyntaxException unknown) {
            return null;
        }
    }

    /** Without what may be anything at both ends, which is found anyway and costs a step for each pair of characters. */
    private static String bare(String regex) {
        if (regex.contains("\\Q")) {
            return regex;
        }
        String bare = regex;
        while (bare.startsWith(ANYTHING) && !isQuantified(bare, ANYTHING.length())) {
            bare = bare.substring(ANYTHING.length());
        }
        while (bare.endsWith(ANYTHING) && !isEscaped(bare, bare.length() - ANYTHING.length())) {
            bare = bare.substring(0, bare.length() - ANYTHING.length());
        }
        return bare;
    }

    private static boolean isQuantified(String regex, int at) {
        return at < regex.length() && "?+*{".indexOf(regex.charAt(at)) >= 0;
    }

    private static boolean isEscaped(String regex, int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && regex.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
