package io.perch.script;

import java.util.List;

/** Operators that change nothing. Their types are computed once: asked for again and again, deep trees would take for ever. */
sealed interface Operation extends Expression {

    private static Type common(Expression one, Expression other) {
        Type type = one.type();
        return type.equals(other.type()) ? type : Type.DEF;
    }

    /** {@code !}, {@code ~}, {@code -} and {@code +} before a value. */
    record Unary(Sign sign, Expression operand, int at) implements Operation {

        @Override
        public Object value(Frame frame) {
            Object value = operand.value(frame);
            frame.machine().at(at);
            return sign.apply(value, frame.machine());
        }

        @Override
        public Type type() {
            return sign == Sign.NOT ? Type.BOOLEAN : Type.DEF;
        }
    }

    record Calculation(Operator operator, Expression left, Expression right, Type type, int at) implements Operation {

        static Calculation of(Operator operator, Expression left, Expression right, int at) {
            Rank one = Rank.of(left.type());
            Rank other = Rank.of(right.type());
            boolean numbers = one != null && other != null;
            Type type = numbers ? (operator.shifts() ? one : Rank.wider(one, other)).type() : Type.DEF;
            return new Calculation(operator, left, right, type, at);
        }

        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            Object second = right.value(frame);
            frame.machine().at(at);
            return operator.apply(first, second, frame.machine());
        }
    }

    /** {@code "a" + b + c}: known to be a text, so that null is written and the parts are put together once. */
    record Concatenation(List<Expression> parts, int at) implements Operation {

        @Override
        public Object value(Frame frame) {
            StringBuilder whole = new StringBuilder();
            for (Expression part : parts) {
                Object value = part.value(frame);
                frame.machine().at(at);
                Rendering.append(whole, value, frame.machine());
            }
            return whole.toString();
        }

        @Override
        public Type type() {
            return Type.STRING;
        }
    }

    record Comparison(Relation relation, Expression left, Expression right, int at) implements Operation {

        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            Object second = right.value(frame);
            frame.machine().at(at);
            return relation.holds(first, second);
        }

        @Override
        public Type type() {
            return Type.BOOLEAN;
        }
    }

    /** {@code ==} and, when identical, {@code ===}. */
    record Sameness(boolean identical, Expression left, Expression right, int at) implements Operation {

        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            Object second = right.value(frame);
            frame.machine().at(at);
            Machine machine = frame.machine();
            return identical ? Equality.identical(first, second, machine) : Equality.loose(first, second, machine);
        }

        @Override
        public Type type() {
            return Type.BOOLEAN;
        }
    }

    /** {@code &&}, and {@code ||} when either is enough. */
    record Both(boolean either, Expression left, Expression right, int at) implements Operation {

        @Override
        public Object value(Frame frame) {
            Object first = left.value(frame);
            frame.machine().at(at);
            if (Conversion.truth(first) == either) {
                return either;
            }
            Object second = right.value(frame);
            frame.machine().at(at);
            return Conversion.truth(second);
        }

        @Override
        public Type type() {
            return Type.BOOLEAN;
        }
    }

    record Choice(Expression condition, Expression yes, Expression no, Type type, int at) implements Operation {

        static Choice of(Expression condition, Expression yes, Expression no, int at) {
            return new Choice(condition, yes, no, common(yes, no), at);
        }

        @Override
        public Object value(Frame frame) {
            Object asked = condition.value(frame);
            frame.machine().at(at);
            return (Conversion.truth(asked) ? yes : no).value(frame);
        }
    }

    /** {@code left ?: right}. */
    record Elvis(Expression left, Expression right, Type type) implements Operation {

        static Elvis of(Expression left, Expression right) {
            return new Elvis(left, right, common(left, right));
        }

        @Override
        public Object value(Frame frame) {
            Object value = left.value(frame);
            return value == null ? right.value(frame) : value;
        }
    }

    record InstanceOf(Expression operand, Type wanted) implements Operation {

        @Override
        public Object value(Frame frame) {
            Object value = operand.value(frame);
            boolean array = value instanceof ScriptArray;
            return wanted.array() ? array : wanted.kind().holds(value) && (!array || wanted.open());
        }

        @Override
        public Type type() {
            return Type.BOOLEAN;
        }
    }

    record Cast(Type type, Expression operand, int at) implements Operation {

        @Override
        public Object value(Frame frame) {
            Object value = operand.value(frame);
            frame.machine().at(at);
            return Conversion.cast(value, type);
        }
    }
}
