package io.perch.script;

import static io.perch.script.ErrorType.ARITHMETIC;
import static io.perch.script.ErrorType.CLASS_CAST;
import static io.perch.script.ErrorType.NULL_POINTER;

/** Arithmetic with Java's promotion: whole numbers stay whole and wrap around, {@code 7 / 2} is 3. */
enum Operator {
    MULTIPLY("*"), DIVIDE("/"), REMAINDER("%"), ADD("+"), SUBTRACT("-"),
    SHIFT_LEFT("<<"), SHIFT_RIGHT(">>"), SHIFT_RIGHT_UNSIGNED(">>>"),
    AND("&"), XOR("^"), OR("|");

    private final String written;

    Operator(String written) {
        this.written = written;
    }

    static Operator written(String symbol) {
        for (Operator operator : values()) {
            if (operator.written.equals(symbol)) {
                return operator;
            }
        }
        throw new AssertionError(symbol);
    }

    boolean shifts() {
        return this == SHIFT_LEFT || this == SHIFT_RIGHT || this == SHIFT_RIGHT_UNSIGNED;
    }

    Object apply(Object left, Object right, Machine machine) {
        if (this == ADD && (left instanceof String || right instanceof String)) {
            return Rendering.joined(left, right, machine);
        }
        if (left instanceof Boolean one && right instanceof Boolean other) {
            return truths(one, other);
        }
        return numbers(left, right);
    }

    private Object numbers(Object left, Object right) {
        Rank one = rank(left);
        Rank other = rank(right);
        Rank both = shifts() ? one : Rank.wider(one, other);
        Number x = Rank.number(left);
        Number y = Rank.number(right);
        if (!both.whole()) {
            return both.narrow(doubles(x.doubleValue(), y.doubleValue()));
        }
        // an int computed as long and cut off is what an int would have been, but for shifts
        return shifts() && both == Rank.INT ? (Object) shift(x.intValue(), y.intValue())
                : both.narrow(longs(x.longValue(), y.longValue()));
    }

    private Rank rank(Object operand) {
        Rank rank = Rank.of(operand);
        if (rank == null) {
            throw misfit(operand);
        }
        return rank;
    }

    private boolean truths(boolean left, boolean right) {
        return switch (this) {
            case AND -> left & right;
            case XOR -> left ^ right;
            case OR -> left | right;
            case MULTIPLY, DIVIDE, REMAINDER, ADD, SUBTRACT, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> throw misfit(left);
        };
    }

    private double doubles(double left, double right) {
        return switch (this) {
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case REMAINDER -> left % right;
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, XOR, OR -> throw misfit(left);
        };
    }

    private long longs(long left, long right) {
        return switch (this) {
            case MULTIPLY -> left * right;
            case DIVIDE -> left / divisor(right);
            case REMAINDER -> left % divisor(right);
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case SHIFT_LEFT -> left << right;
            case SHIFT_RIGHT -> left >> right;
            case SHIFT_RIGHT_UNSIGNED -> left >>> right;
            case AND -> left & right;
            case XOR -> left ^ right;
            case OR -> left | right;
        };
    }

    private int shift(int left, int right) {
        return switch (this) {
            case SHIFT_LEFT -> left << right;
            case SHIFT_RIGHT -> left >> right;
            case SHIFT_RIGHT_UNSIGNED -> left >>> right;
            case MULTIPLY, DIVIDE, REMAINDER, ADD, SUBTRACT, AND, XOR, OR -> throw new AssertionError(this);
        };
    }

    private static long divisor(long right) {
        if (right == 0) {
            throw new Thrown(ARITHMETIC, "/ by zero");
        }
        return right;
    }

    private Thrown misfit(Object operand) {
        return new Thrown(operand == null ? NULL_POINTER : CLASS_CAST,
                "'" + written + "' does not work on " + Values.named(operand));
    }
}
