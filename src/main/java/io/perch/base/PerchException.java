package io.perch.base;

import java.time.Duration;
import java.util.Map;

/** A refusal or failure with its place in the catalogue, the reason for this one, and what to do about it. */
public class PerchException extends RuntimeException {

    private final ErrorCode code;
    private final String hint;
    private final transient Details details;

    /**
     * @param reason what happened and why, one sentence, numbers included; becomes {@code error.reason}
     * @param hint   what the reader can do about it, or {@code null} when the reason says it all
     */
    public PerchException(ErrorCode code, String reason, String hint) {
        this(code, reason, hint, null);
    }

    public PerchException(ErrorCode code, String reason, String hint, Throwable cause) {
        this(code, reason, hint, cause, Details.NONE);
    }

    private PerchException(ErrorCode code, String reason, String hint, Throwable cause, Details details) {
        super(reason, cause);
        this.code = code;
        this.hint = hint;
        this.details = details;
    }

    /** The same failure, telling the caller how long to wait before the next try. */
    public PerchException retryAfter(Duration pause) {
        return with(new Details(pause, details.taskId, details.remote, details.member, details.more));
    }

    /** The same failure, naming the task that tells more. */
    public PerchException ofTask(String taskId) {
        return with(new Details(details.retryAfter, taskId, details.remote, details.member, details.more));
    }

    /** The same failure, with what the other side of a remote call answered. */
    public PerchException answered(int status, String body) {
        return with(new Details(details.retryAfter, details.taskId, new Remote(status, body), details.member,
                details.more));
    }

    /** The same failure, naming the member of the request's body that is at fault. */
    public PerchException about(String member) {
        return with(new Details(details.retryAfter, details.taskId, details.remote, member, details.more));
    }

    /** The same failure, with more members beside type and reason on the wire. */
    public PerchException adding(Map<String, String> members) {
        return with(new Details(details.retryAfter, details.taskId, details.remote, details.member, Map.copyOf(members)));
    }

    /** The same failure, for a caller who knows the member {@code inner} at fault by another name. */
    public PerchException calling(String inner, String outer) {
        if (details.member == null || !details.member.startsWith(inner)) {
            return this;
        }
        PerchException renamed = new PerchException(code, reason().replace(inner, outer), hint, getCause(), details);
        return renamed.about(details.member.replace(inner, outer));
    }

    public ErrorCode code() {
        return code;
    }

    /** The HTTP status of the answer: the catalogue's, or that of a remote service whose error is handed on. */
    public int status() {
        boolean handedOn = code == ErrorCode.REMOTE_FAILED && details.remote != null && details.remote.isError();
        return handedOn ? details.remote.status : code.status();
    }

    public String reason() {
        return getMessage();
    }

    public String hint() {
        return hint;
    }

    public Details details() {
        return details;
    }

    /** Expected outcomes need no stack: only failures of Perch itself carry one. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return code == null || code.category() == ErrorCode.Category.INTERNAL ? super.fillInStackTrace() : this;
    }

    private PerchException with(Details more) {
        PerchException richer = new PerchException(code, reason(), hint, getCause(), more);
        richer.setStackTrace(getStackTrace());
        return richer;
    }

    /** What only some failures have to say; each but {@code more} may be null. */
    public record Details(Duration retryAfter, String taskId, Remote remote, String member, Map<String, String> more) {
        static final Details NONE = new Details(null, null, null, null, Map.of());
    }

    /** The answer of the other side of a remote call. */
    public record Remote(int status, String body) {

        boolean isError() {
            return status >= 400 && status <= 599;
        }
    }
}
