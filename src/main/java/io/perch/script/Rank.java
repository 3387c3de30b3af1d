package io.perch.script;

/** Of numbers, from narrow to wide: two of them meet in the wider one (JLS 5.6). A character counts as an int. */
enum Rank {
    INT, LONG, FLOAT, DOUBLE;

    /** Null when it is not one of the numbers that operators work on. */
    static Rank of(Object value) {
        return switch (value) {
            case Integer _ -> INT;
            case Double _ -> DOUBLE;
            case Long _ -> LONG;
            case Float _ -> FLOAT;
            case Character _ -> INT;
            case Short _ -> INT;
            case Byte _ -> INT;
            case null, default -> null;
        };
    }

    /** Null when the type does not say. */
    static Rank of(Type type) {
        if (type.array()) {
            return null;
        }
        return switch (type.kind()) {
            case INT, INTEGER, CHAR, CHARACTER -> INT;
            case LONG, LONG_OBJECT -> LONG;
            case FLOAT, FLOAT_OBJECT -> FLOAT;
            case DOUBLE, DOUBLE_OBJECT -> DOUBLE;
            default -> null;
        };
    }

    static Rank wider(Rank one, Rank other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    boolean whole() {
        return this == INT || this == LONG;
    }

    Type type() {
        return switch (this) {
            case INT -> Type.INT;
            case LONG -> Type.LONG;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
        };
    }

    /** The number in this rank, cut off as Java does. */
    Object narrow(Number number) {
        return switch (this) {
            case INT -> number.intValue();
            case LONG -> number.longValue();
            case FLOAT -> number.floatValue();
            case DOUBLE -> number.doubleValue();
        };
    }

    /** A character as its code. */
    static Number number(Object value) {
        return value instanceof Character character ? Integer.valueOf(character) : (Number) value;
    }
}
