package io.perch.script;

import java.util.Map;
import java.util.Optional;

/** What can be called and read on a type itself: {@code Math.max(a, b)}, {@code Integer.MAX_VALUE}. */
final class Statics {

    private static final Map<Kind, MethodTable<Object>> METHODS = Map.of(
            Kind.MATH, MathFunctions.TABLE,
            Kind.STRING, TypeFunctions.STRING,
            Kind.INTEGER, TypeFunctions.INTEGER,
            Kind.LONG_OBJECT, TypeFunctions.LONG,
            Kind.FLOAT_OBJECT, TypeFunctions.FLOAT,
            Kind.DOUBLE_OBJECT, TypeFunctions.DOUBLE,
            Kind.BOOLEAN_OBJECT, TypeFunctions.BOOLEAN,
            Kind.CHARACTER, TypeFunctions.CHARACTER,
            Kind.ARRAYS, ListFunctions.ARRAYS,
            Kind.COLLECTIONS, ListFunctions.COLLECTIONS);

    private static final Map<String, Object> CONSTANTS = Map.ofEntries(
            Map.entry("Math.PI", Math.PI), Map.entry("Math.E", Math.E),
            Map.entry("Integer.MAX_VALUE", Integer.MAX_VALUE), Map.entry("Integer.MIN_VALUE", Integer.MIN_VALUE),
            Map.entry("Long.MAX_VALUE", Long.MAX_VALUE), Map.entry("Long.MIN_VALUE", Long.MIN_VALUE),
            Map.entry("Float.MAX_VALUE", Float.MAX_VALUE), Map.entry("Float.MIN_VALUE", Float.MIN_VALUE),
            Map.entry("Double.MAX_VALUE", Double.MAX_VALUE), Map.entry("Double.MIN_VALUE", Double.MIN_VALUE),
            Map.entry("Double.NaN", Double.NaN), Map.entry("Double.POSITIVE_INFINITY", Double.POSITIVE_INFINITY),
            Map.entry("Double.NEGATIVE_INFINITY", Double.NEGATIVE_INFINITY),
            Map.entry("Boolean.TRUE", true), Map.entry("Boolean.FALSE", false));

    private Statics() {
    }

    /** Empty when the type has no methods of its own. */
    static Optional<MethodTable<Object>> methods(Kind kind) {
        return Optional.ofNullable(METHODS.get(kind));
    }

    static Optional<Object> constant(Kind kind, String name) {
        return Optional.ofNullable(CONSTANTS.get(kind.written() + "." + name));
    }
}
