package io.perch.connector.processor;

import io.perch.base.BoundedText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that gives up. Java's engine backtracks, so that a bad pattern takes exponential time on a short text;
 * here it may look at a character {@link #STEPS} times in all (some 30 ms), at a text of {@link #CHARS} at most.
 */
record BoundedRegex(Pattern pattern) {

    static final int STEPS = 5_000_000;
    static final int CHARS = 1_000_000;

    /** {@code null}, and a fault, when it does not compile. */
    static BoundedRegex dotAll(String pattern, List<String> faults) {
        return compiled(pattern, Pattern.DOTALL, faults);
    }

    static BoundedRegex plain(String pattern, List<String> faults) {
        return compiled(pattern, 0, faults);
    }

    private static BoundedRegex compiled(String pattern, int flags, List<String> faults) {
        try {
            return new BoundedRegex(Pattern.compile(pattern, flags));
        } catch (PatternSyntaxException broken) {
            faults.add("Invalid regex pattern: " + pattern);
            return null;
        }
    }

    /** The whole text. Throws {@link ProcessorFailed} when it gives up. */
    boolean matches(String text, Budget budget) {
        return within(text, budget, Matcher::matches);
    }

    /** The groups of the first match, {@code null} for idle ones. Throws {@link ProcessorFailed} when it gives up. */
    Optional<String[]> find(String text, Budget budget) {
        return within(text, budget, matcher -> matcher.find() ? Optional.of(groups(matcher)) : Optional.empty());
    }

    /** @throws ProcessorFailed when it gives up, or the replacement names a group that is not there */
    String replace(String text, Replacement replacement, Budget budget) {
        return within(text, budget, replacement::in);
    }

    private <T> T within(String text, Budget budget, Function<Matcher, T> work) {
        if (text.length() > CHARS) {
            throw new ProcessorFailed("the text has " + text.length() + " characters; " + CHARS + " are searched at most");
        }
        BoundedText bounded = new BoundedText(text, Math.min(STEPS, budget.left()));
        try {
            return work.apply(pattern.matcher(bounded));
        } catch (BoundedText.Exhausted gaveUp) {
            throw new ProcessorFailed(gaveUp.getMessage());
        } catch (IllegalArgumentException | IndexOutOfBoundsException badReplacement) {
            throw new ProcessorFailed("the replacement is not one: " + badReplacement.getMessage());
        } catch (StackOverflowError tooDeep) {
            // the engine calls itself once for each repetition of a group
            throw new ProcessorFailed("the pattern repeats a group too often in this text");
        } finally {
            budget.spend(Math.min(bounded.looks(), budget.left()));
        }
    }

    private static String[] groups(Matcher matcher) {
        String[] groups = new String[matcher.groupCount() + 1];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = matcher.group(i);
        }
        return groups;
    }

    /** @param text with {@code $1}, {@code \$} as in Java */
    record Replacement(String text, boolean all) {

        private String in(Matcher matcher) {
            StringBuilder out = new StringBuilder();
            boolean more = true;
            while (more && matcher.find()) {
                matcher.appendReplacement(out, text);
                Weight.check(out.length());
                more = all;
            }
            return matcher.appendTail(out).toString();
        }
    }
}
