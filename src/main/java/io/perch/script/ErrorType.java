package io.perch.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The exceptions that a script may throw, catch and cause. */
enum ErrorType {
    EXCEPTION("Exception", null),
    RUNTIME("RuntimeException", EXCEPTION),
    ILLEGAL_ARGUMENT("IllegalArgumentException", RUNTIME),
    NUMBER_FORMAT("NumberFormatException", ILLEGAL_ARGUMENT),
    ILLEGAL_STATE("IllegalStateException", RUNTIME),
    UNSUPPORTED_OPERATION("UnsupportedOperationException", RUNTIME),
    NULL_POINTER("NullPointerException", RUNTIME),
    CLASS_CAST("ClassCastException", RUNTIME),
    ARITHMETIC("ArithmeticException", RUNTIME),
    INDEX_OUT_OF_BOUNDS("IndexOutOfBoundsException", RUNTIME),
    ARRAY_INDEX_OUT_OF_BOUNDS("ArrayIndexOutOfBoundsException", INDEX_OUT_OF_BOUNDS),
    STRING_INDEX_OUT_OF_BOUNDS("StringIndexOutOfBoundsException", INDEX_OUT_OF_BOUNDS);

    private final String written;
    private final ErrorType parent;

    ErrorType(String written, ErrorType parent) {
        this.written = written;
        this.parent = parent;
    }

    static Optional<ErrorType> named(String written) {
        return Arrays.stream(values()).filter(type -> type.written.equals(written)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ErrorType::written).toList();
    }

    String written() {
        return written;
    }

    /** A {@code catch} of the other one catches this one too. */
    boolean is(ErrorType other) {
        return this == other || parent != null && parent.is(other);
    }
}
