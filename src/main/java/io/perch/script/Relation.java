package io.perch.script;

/** What numbers are to each other. */
enum Relation {
    LESS("<"), AT_MOST("<="), GREATER(">"), AT_LEAST(">=");

    private final String written;

    Relation(String written) {
        this.written = written;
    }

    static Relation written(String symbol) {
        for (Relation relation : values()) {
            if (relation.written.equals(symbol)) {
                return relation;
            }
        }
        throw new AssertionError(symbol);
    }

    boolean holds(Object left, Object right) {
        Rank one = rank(left);
        Rank other = rank(right);
        Number x = Rank.number(left);
        Number y = Rank.number(right);
        return Rank.wider(one, other).whole() ? holds(x.longValue(), y.longValue()) : holds(x.doubleValue(), y.doubleValue());
    }

    private boolean holds(long left, long right) {
        return switch (this) {
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
        };
    }

    private boolean holds(double left, double right) {
        return switch (this) {
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
        };
    }

    private Rank rank(Object operand) {
        Rank rank = Rank.of(operand);
        if (rank == null) {
            throw new Thrown(operand == null ? ErrorType.NULL_POINTER : ErrorType.CLASS_CAST,
                    "'" + written + "' compares numbers, not " + Values.named(operand));
        }
        return rank;
    }
}
