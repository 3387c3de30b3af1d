package io.perch.script;

/**
 * A script that cannot be run, or did not run to its end. Says where, in lines and columns counted from 1. Whoever asked for
 * the run knows which connector it belongs to and makes a {@code PerchException} of it.
 */
public final class ScriptFault extends RuntimeException {

    /** Who can mend it. */
    public enum Sort {
        /** The text is not in the subset, or wrong in itself. */
        REFUSED,
        /** The script's own {@code throw}: the reason is its message. */
        THROWN,
        /** What it was given did not fit what it does. */
        FAILED,
        /** It used up its {@link Limits}. */
        LIMIT
    }

    private final Sort sort;
    private final int line;
    private final int column;

    ScriptFault(Sort sort, int line, int column, String reason, Throwable cause) {
        super(reason, cause, false, false);
        this.sort = sort;
        this.line = line;
        this.column = column;
    }

    public Sort sort() {
        return sort;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public String reason() {
        return super.getMessage();
    }

    /** {@code line 3, column 12: unknown variable 'boilder'; did you mean 'builder'?} */
    @Override
    public String getMessage() {
        return "line " + line + ", column " + column + ": " + reason();
    }
}
