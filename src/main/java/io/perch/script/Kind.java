package io.perch.script;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The types a script may name. An {@code ArrayList} may be any list and a {@code HashMap} any map: JSON gives what it gives. */
enum Kind {
    DEF("def", Family.ANYTHING, value -> true),
    OBJECT("Object", Family.ANYTHING, value -> true),
    VOID("void", Family.ANYTHING, value -> false),
    STRING("String", Family.TEXT, String.class::isInstance),
    BOOLEAN("boolean", Family.TRUTH, Boolean.class::isInstance),
    BOOLEAN_OBJECT("Boolean", Family.TRUTH, Boolean.class::isInstance),
    CHAR("char", Family.CHARACTER, Character.class::isInstance),
    CHARACTER("Character", Family.CHARACTER, Character.class::isInstance),
    INT("int", Family.NUMBER, Integer.class::isInstance),
    INTEGER("Integer", Family.NUMBER, Integer.class::isInstance),
    LONG("long", Family.NUMBER, Long.class::isInstance),
    LONG_OBJECT("Long", Family.NUMBER, Long.class::isInstance),
    FLOAT("float", Family.NUMBER, Float.class::isInstance),
    FLOAT_OBJECT("Float", Family.NUMBER, Float.class::isInstance),
    DOUBLE("double", Family.NUMBER, Double.class::isInstance),
    DOUBLE_OBJECT("Double", Family.NUMBER, Double.class::isInstance),
    NUMBER("Number", Family.ANY_NUMBER, Number.class::isInstance),
    BIG_DECIMAL("BigDecimal", Family.BIG, BigDecimal.class::isInstance),
    STRING_BUILDER("StringBuilder", Family.BUILDER, StringBuilder.class::isInstance),
    COLLECTION("Collection", Family.COLLECTION, Collection.class::isInstance),
    LIST("List", Family.LIST, List.class::isInstance),
    ARRAY_LIST("ArrayList", Family.LIST, List.class::isInstance),
    SET("Set", Family.SET, Set.class::isInstance),
    HASH_SET("HashSet", Family.SET, Set.class::isInstance),
    LINKED_HASH_SET("LinkedHashSet", Family.SET, Set.class::isInstance),
    MAP("Map", Family.MAP, Map.class::isInstance),
    HASH_MAP("HashMap", Family.MAP, Map.class::isInstance),
    LINKED_HASH_MAP("LinkedHashMap", Family.MAP, Map.class::isInstance),
    ENTRY("Map.Entry", Family.ENTRY, Map.Entry.class::isInstance),
    ITERATOR("Iterator", Family.ITERATOR, Iterator.class::isInstance),
    MATH("Math", Family.FUNCTIONS, value -> false),
    ARRAYS("Arrays", Family.FUNCTIONS, value -> false),
    COLLECTIONS("Collections", Family.FUNCTIONS, value -> false);

    /** What may stand for what, without a cast. */
    enum Family {
        ANYTHING, TEXT, TRUTH, CHARACTER, NUMBER, ANY_NUMBER, BIG, BUILDER, COLLECTION, LIST, SET, MAP, ENTRY, ITERATOR, FUNCTIONS
    }

    private final String written;
    private final Family family;
    private final Predicate<Object> holds;

    Kind(String written, Family family, Predicate<Object> holds) {
        this.written = written;
        this.family = family;
        this.holds = holds;
    }

    static Optional<Kind> named(String written) {
        return Arrays.stream(values()).filter(kind -> kind.written.equals(written)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Kind::written).toList();
    }

    String written() {
        return written;
    }

    Family family() {
        return family;
    }

    /** Never null, and never converted. */
    boolean holds(Object value) {
        return value != null && holds.test(value);
    }

    /** Those written in small letters cannot be null. */
    boolean primitive() {
        return Character.isLowerCase(written.charAt(0)) && family != Family.ANYTHING;
    }

    /** Says nothing about what it holds. */
    boolean open() {
        return family == Family.ANYTHING;
    }
}
