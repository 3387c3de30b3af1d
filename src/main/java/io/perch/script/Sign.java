package io.perch.script;

/** What stands before a value. */
enum Sign {
    NOT("!"), COMPLEMENT("~"), MINUS("-"), PLUS("+");

    private final String written;

    Sign(String written) {
        this.written = written;
    }

    /** Null when it is none. */
    static Sign written(Token token) {
        for (Sign sign : values()) {
            if (token.is(sign.written)) {
                return sign;
            }
        }
        return null;
    }

    Object apply(Object value, Machine machine) {
        return switch (this) {
            case NOT -> !Conversion.truth(value);
            case COMPLEMENT -> Operator.XOR.apply(value, -1, machine);
            case MINUS -> Rank.of(value) == null ? Operator.SUBTRACT.apply(0, value, machine) : negative(value);
            case PLUS -> Operator.SUBTRACT.apply(value, 0, machine);
        };
    }

    /** Not 0 - x, which would make 0.0 of -0.0. */
    private static Object negative(Object value) {
        Rank rank = Rank.of(value);
        Number number = Rank.number(value);
        return rank.whole() ? rank.narrow(-number.longValue()) : rank.narrow(-number.doubleValue());
    }
}
