package io.perch.script;

import static io.perch.script.Type.DOUBLE;
import static io.perch.script.Type.LONG;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** {@code java.lang.Math} as Painless shows it: everything takes and gives doubles, {@code Math.max(1, 2)} is 2.0. */
final class MathFunctions {

    static final MethodTable<Object> TABLE = table();

    private MathFunctions() {
    }

    private static MethodTable<Object> table() {
        MethodTable<Object> table = new MethodTable<>("Math");
        one(table, "abs", Math::abs);
        one(table, "ceil", Math::ceil);
        one(table, "floor", Math::floor);
        one(table, "rint", Math::rint);
        one(table, "sqrt", Math::sqrt);
        one(table, "cbrt", Math::cbrt);
        one(table, "exp", Math::exp);
        one(table, "expm1", Math::expm1);
        one(table, "log", Math::log);
        one(table, "log10", Math::log10);
        one(table, "log1p", Math::log1p);
        one(table, "signum", Math::signum);
        one(table, "sin", Math::sin);
        one(table, "cos", Math::cos);
        one(table, "tan", Math::tan);
        one(table, "asin", Math::asin);
        one(table, "acos", Math::acos);
        one(table, "atan", Math::atan);
        one(table, "sinh", Math::sinh);
        one(table, "cosh", Math::cosh);
        one(table, "tanh", Math::tanh);
        one(table, "toDegrees", Math::toDegrees);
        one(table, "toRadians", Math::toRadians);
        two(table, "max", Math::max);
        two(table, "min", Math::min);
        two(table, "pow", Math::pow);
        two(table, "hypot", Math::hypot);
        two(table, "atan2", Math::atan2);
        return table.with("round", 1, LONG, (none, given) -> Math.round(given.number(0)));
    }

    private static void one(MethodTable<Object> table, String name, DoubleUnaryOperator function) {
        table.with(name, 1, DOUBLE, (none, given) -> function.applyAsDouble(given.number(0)));
    }

    private static void two(MethodTable<Object> table, String name, DoubleBinaryOperator function) {
        table.with(name, 2, DOUBLE, (none, given) -> function.applyAsDouble(given.number(0), given.number(1)));
    }
}
