package io.perch.schema;

import io.perch.base.BoundedText;
import java.util.regex.Pattern;

/**
 * What the patterns of a schema may look at while a thread judges one value. The validator takes a pattern that throws for one
 * that does not match, which under a {@code not} would let the value pass: so that it gave up is remembered here.
 */
final class Looks {

    private static final ThreadLocal<Looks> CURRENT = new ThreadLocal<>();

    private long left;
    private String unfinished;

    private Looks(long most) {
        this.left = most;
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
        } catch (BoundedText.Exhausted tooMany) {
            looks.left = 0;
            looks.unfinished = looks.unfinished == null ? pattern.pattern() : looks.unfinished;
            return false;
        }
    }

    /** The pattern that was given up, or {@code null}. */
    String end() {
        CURRENT.remove();
        return unfinished;
    }
}
