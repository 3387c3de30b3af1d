package io.perch.predict.guard;

/** Says that a text could not be held against a guardrail, and why. Never leaves the guards. */
final class Unevaluated extends RuntimeException {

    private final String hint;
    private final boolean passing;

    private Unevaluated(String why, String hint, boolean passing) {
        super(why, null, false, false);
        this.hint = hint;
        this.passing = passing;
    }

    /** Until somebody mends it. */
    static Unevaluated broken(String why, String hint) {
        return new Unevaluated(why, hint, false);
    }

    /** It may go by. */
    static Unevaluated forNow(String why) {
        return new Unevaluated(why, null, true);
    }

    boolean isPassing() {
        return passing;
    }

    String hint() {
        return hint;
    }
}
