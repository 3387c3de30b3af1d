package io.perch.dev;

/** Perch refused a call of the demo, or did not answer it. */
public final class CallFailed extends RuntimeException {

    private final String answer;

    CallFailed(String what, String answer) {
        super(what + ": " + answer);
        this.answer = answer;
    }

    /** The body as it came. */
    String answer() {
        return answer;
    }
}
