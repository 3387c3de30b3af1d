package io.perch.script;

import static io.perch.script.Type.BOOLEAN;
import static io.perch.script.Type.DOUBLE;
import static io.perch.script.Type.FLOAT;
import static io.perch.script.Type.INT;
import static io.perch.script.Type.LONG;

import java.math.BigDecimal;

/** {@code java.lang.Number} and its kinds. */
final class NumberMethods {

    static final MethodTable<Number> TABLE = new MethodTable<Number>("Number")
            .with("intValue", 0, INT, (number, given) -> number.intValue())
            .with("longValue", 0, LONG, (number, given) -> number.longValue())
            .with("floatValue", 0, FLOAT, (number, given) -> number.floatValue())
            .with("doubleValue", 0, DOUBLE, (number, given) -> number.doubleValue())
            .with("isNaN", 0, BOOLEAN, (number, given) -> Double.isNaN(number.doubleValue()))
            .with("isInfinite", 0, BOOLEAN, (number, given) -> Double.isInfinite(number.doubleValue()))
            .with("compareTo", 1, INT, (number, given) -> compared(number, given))
            .withAll(ObjectMethods.ANY);

    private NumberMethods() {
    }

    private static int compared(Number number, Given given) {
        if (number instanceof BigDecimal big && given.any(0) instanceof BigDecimal other) {
            return big.compareTo(other);
        }
        boolean whole = Rank.of(number) != null && Rank.of(number).whole() && Rank.of(given.any(0)) != null
                && Rank.of(given.any(0)).whole();
        return whole ? Long.compare(number.longValue(), given.wide(0)) : Double.compare(number.doubleValue(), given.number(0));
    }
}
