package io.perch.schema;

import io.perch.base.BoundedText;
import java.util.regex.Pattern;

/**
 * What a schema may look at while a thread judges one value: characters by its patterns, and values by its references, of which
 * each counts as much as {@link #OF_A_REFERENCE} characters. Without references the work is that of the schema times that of the value;
 * with them it may grow exponentially. The validator takes a pattern that throws for one that does not match, which under a
 * {@code not} would let the value pass: so that it gave up is remembered here.
 */
final class Looks {

    static final int OF_A_REFERENCE = 100;

    private static final ThreadLocal<Looks> CURRENT = new ThreadLocal<>();

    private long left;
    private String unfinished;

    private Looks(long most) {
        this.left = most;
    }

    /** Says that there are none left. */
    static final class Exhausted extends RuntimeException {

        private Exhausted() {
            super("the schema looks at this value too often", null, false, false);
        }
    }

    static Looks begin(long most) {
        Looks looks = new Looks(most);
        CURRENT.set(looks);
        return looks;
    }

    static boolean finds(Pattern pattern, String text) {
        Looks looks = CURRENT.get();
        BoundedText bounded = new BoundedText(text, looks.left);
        try {
            boolean found = pattern.matcher(bounded).find();
            looks.left -= bounded.looks();
            return found;
        } catch (BoundedText.Exhausted | StackOverflowError tooMany) {
            looks.giveUp("the pattern " + pattern.pattern());
            return false;
        }
    }

    /** Throws {@link Exhausted}. */
    static void reference(String place) {
        Looks looks = CURRENT.get();
        looks.left -= OF_A_REFERENCE;
        if (looks.left < 0) {
            looks.giveUp("the reference at " + place);
            throw new Exhausted();
        }
    }

    private void giveUp(String what) {
        left = 0;
        unfinished = unfinished == null ? what : unfinished;
    }

    /** What was given up, or {@code null}. */
    String end() {
        CURRENT.remove();
        return unfinished;
    }
}
