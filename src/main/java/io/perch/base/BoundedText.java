package io.perch.base;

/**
 * Text that may be looked at so many times and no more, at 20 to 50 ns each. Java's regular expressions backtrack: a bad pattern
 * takes exponential time on a short text, and nothing else would stop it.
 */
public final class BoundedText implements CharSequence {

    /** Says that a search has been given up. Never leaves whoever searches. */
    public static final class Exhausted extends RuntimeException {

        private Exhausted(long most) {
            super("the pattern takes more than " + most + " steps on this text", null, false, false);
        }
    }

    private final String text;
    private final long most;
    private long looks;

    public BoundedText(String text, long most) {
        this.text = text;
        this.most = most;
    }

    /** How often it was looked at so far. */
    public long looks() {
        return looks;
    }

    /** Throws {@link Exhausted}. */
    @Override
    public char charAt(int index) {
        if (++looks > most) {
            throw new Exhausted(most);
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    /** What a search takes out of the text it does not search again. */
    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
