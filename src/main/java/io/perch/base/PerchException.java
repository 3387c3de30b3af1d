package io.perch.base;

/** A refusal or failure with its place in the catalogue, the reason for this one, and what to do about it. */
public class PerchException extends RuntimeException {

    private final ErrorCode code;
    private final String hint;

    /**
     * @param reason what happened and why, one sentence, numbers included; becomes {@code error.reason}
     * @param hint   what the reader can do about it, or {@code null} when the reason says it all
     */
    public PerchException(ErrorCode code, String reason, String hint) {
        this(code, reason, hint, null);
    }

    public PerchException(ErrorCode code, String reason, String hint, Throwable cause) {
        super(reason, cause);
        this.code = code;
        this.hint = hint;
    }

    public ErrorCode code() {
        return code;
    }

    public String reason() {
        return getMessage();
    }

    public String hint() {
        return hint;
    }

    /** Expected outcomes need no stack: only failures of Perch itself carry one. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return code == null || code.category() == ErrorCode.Category.INTERNAL ? super.fillInStackTrace() : this;
    }
}
