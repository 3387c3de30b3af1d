package io.perch.script;

/** The type of a variable, a function or a value, as far as the text of the script tells; {@link #DEF} when it does not. */
record Type(Kind kind, boolean array) {

    static final Type DEF = of(Kind.DEF);
    static final Type VOID = of(Kind.VOID);
    static final Type STRING = of(Kind.STRING);
    static final Type BOOLEAN = of(Kind.BOOLEAN);
    static final Type CHAR = of(Kind.CHAR);
    static final Type INT = of(Kind.INT);
    static final Type LONG = of(Kind.LONG);
    static final Type FLOAT = of(Kind.FLOAT);
    static final Type DOUBLE = of(Kind.DOUBLE);

    static Type of(Kind kind) {
        return new Type(kind, false);
    }

    static Type arrayOf(Kind kind) {
        return new Type(kind, true);
    }

    /** Of a literal. */
    static Type ofValue(Object value) {
        return switch (value) {
            case String _ -> STRING;
            case Boolean _ -> BOOLEAN;
            case Integer _ -> INT;
            case Long _ -> LONG;
            case Float _ -> FLOAT;
            case Double _ -> DOUBLE;
            case Character _ -> CHAR;
            case null, default -> DEF;
        };
    }

    boolean open() {
        return !array && kind.open();
    }

    boolean isText() {
        return equals(STRING);
    }

    boolean isVoid() {
        return kind == Kind.VOID;
    }

    /** What a variable holds that was declared without a value, and what a new array holds. */
    Object blank() {
        if (array || !kind.primitive()) {
            return null;
        }
        return switch (kind.family()) {
            case TRUTH -> false;
            case CHARACTER -> (char) 0;
            case NUMBER -> Conversion.cast(0, this);
            default -> null;
        };
    }

    String written() {
        return array ? kind.written() + "[]" : kind.written();
    }
}
