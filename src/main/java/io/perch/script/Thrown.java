package io.perch.script;

import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;

/** What a script can catch: its own {@code throw}, or a step that could not be done. Limits are not among them. */
final class Thrown extends RuntimeException {

    private final ErrorType type;
    private final boolean own;

    Thrown(ErrorType type, String message) {
        this(type, message, false, null);
    }

    private Thrown(ErrorType type, String message, boolean own, Throwable cause) {
        super(message, cause, false, false);
        this.type = type;
        this.own = own;
    }

    /** Made by the script with {@code new}. */
    static Thrown byScript(ErrorType type, String message) {
        return new Thrown(type, message, true, null);
    }

    /** What Java's own classes throw under the hands of a script. */
    static Thrown of(RuntimeException failure) {
        if (failure instanceof Thrown thrown) {
            return thrown;
        }
        ErrorType type = switch (failure) {
            case ArithmeticException _ -> ErrorType.ARITHMETIC;
            case NumberFormatException _ -> ErrorType.NUMBER_FORMAT;
            case IllegalArgumentException _ -> ErrorType.ILLEGAL_ARGUMENT;
            case IndexOutOfBoundsException _ -> ErrorType.INDEX_OUT_OF_BOUNDS;
            case UnsupportedOperationException _ -> ErrorType.UNSUPPORTED_OPERATION;
            case NullPointerException _ -> ErrorType.NULL_POINTER;
            case ClassCastException _ -> ErrorType.CLASS_CAST;
            default -> ErrorType.RUNTIME;
        };
        return new Thrown(type, words(failure), false, failure);
    }

    private static String words(RuntimeException failure) {
        return switch (failure) {
            case UnsupportedOperationException _ -> "this list or map cannot be changed";
            case ConcurrentModificationException _ -> "a list or map was changed while a loop went through it";
            case NoSuchElementException _ -> "there is no next element";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }

    ErrorType type() {
        return type;
    }

    boolean own() {
        return own;
    }

    @Override
    public String toString() {
        return getMessage() == null ? type.written() : type.written() + ": " + getMessage();
    }
}
