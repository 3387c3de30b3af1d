package io.perch.dev;

/** Perch refused a call of the demo, or did not answer it. */
public final class CallFailed extends RuntimeException {

    private static final int NONE = 0;

    private final int status;
    private final String answer;

    CallFailed(String what, String answer) {
        this(what, NONE, answer);
    }

    /** @param status that it was answered with */
    CallFailed(String what, int status, String answer) {
        super(what + ": " + answer);
        this.status = status;
        this.answer = answer;
    }

    /** {@value #NONE} when the trouble was another. */
    public int status() {
        return status;
    }

    /** The body as it came. */
    String answer() {
        return answer;
    }
}
