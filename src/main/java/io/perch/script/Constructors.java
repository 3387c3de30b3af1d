package io.perch.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** What {@code new} makes, beside arrays and exceptions. */
final class Constructors {

    /** Reading more digits takes longer than their number. */
    private static final int LONGEST_NUMBER = 1000;

    private static final Map<Kind, MethodTable<Object>> TABLES = Map.of(
            Kind.STRING, table(Kind.STRING).with("new", 0, Type.STRING, (none, given) -> ""),
            Kind.STRING_BUILDER, table(Kind.STRING_BUILDER)
                    .with("new", 0, Type.of(Kind.STRING_BUILDER), (none, given) -> new StringBuilder())
                    .with("new", 1, Type.of(Kind.STRING_BUILDER), (none, given) -> builder(given)),
            Kind.ARRAY_LIST, table(Kind.ARRAY_LIST)
                    .with("new", 0, Type.of(Kind.ARRAY_LIST), (none, given) -> new ArrayList<>())
                    .with("new", 1, Type.of(Kind.ARRAY_LIST), (none, given) -> filled(new ArrayList<>(), given)),
            Kind.HASH_SET, table(Kind.HASH_SET)
                    .with("new", 0, Type.of(Kind.HASH_SET), (none, given) -> new HashSet<>())
                    .with("new", 1, Type.of(Kind.HASH_SET), (none, given) -> filled(new HashSet<>(), given)),
            Kind.LINKED_HASH_SET, table(Kind.LINKED_HASH_SET)
                    .with("new", 0, Type.of(Kind.LINKED_HASH_SET), (none, given) -> new LinkedHashSet<>())
                    .with("new", 1, Type.of(Kind.LINKED_HASH_SET), (none, given) -> filled(new LinkedHashSet<>(), given)),
            Kind.HASH_MAP, table(Kind.HASH_MAP)
                    .with("new", 0, Type.of(Kind.HASH_MAP), (none, given) -> new HashMap<>())
                    .with("new", 1, Type.of(Kind.HASH_MAP), (none, given) -> filled(new HashMap<>(), given)),
            Kind.LINKED_HASH_MAP, table(Kind.LINKED_HASH_MAP)
                    .with("new", 0, Type.of(Kind.LINKED_HASH_MAP), (none, given) -> new LinkedHashMap<>())
                    .with("new", 1, Type.of(Kind.LINKED_HASH_MAP), (none, given) -> filled(new LinkedHashMap<>(), given)),
            Kind.BIG_DECIMAL, table(Kind.BIG_DECIMAL)
                    .with("new", 1, Type.of(Kind.BIG_DECIMAL), (none, given) -> decimal(given)));

    private Constructors() {
    }

    static Optional<MethodTable<Object>> of(Kind kind) {
        return Optional.ofNullable(TABLES.get(kind));
    }

    /** Their names, for a message. */
    static String names() {
        return String.join(", ", TABLES.keySet().stream().map(Kind::written).sorted().toList());
    }

    private static MethodTable<Object> table(Kind kind) {
        return new MethodTable<>(kind.written());
    }

    private static StringBuilder builder(Given given) {
        StringBuilder builder = new StringBuilder();
        Rendering.append(builder, given.text(0), given.machine());
        return builder;
    }

    private static Collection<Object> filled(Collection<Object> made, Given given) {
        CollectionMethods.addAll(made, given.all(0), given.machine());
        return made;
    }

    private static Map<Object, Object> filled(Map<Object, Object> made, Given given) {
        MapMethods.putAll(made, given.map(0), given.machine());
        return made;
    }

    private static BigDecimal decimal(Given given) {
        if (given.any(0) instanceof String text && text.length() <= LONGEST_NUMBER) {
            return parsed(text);
        }
        if (Rank.of(given.any(0)) != null) {
            Number number = Rank.number(given.any(0));
            return Rank.of(number).whole() ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
        }
        throw new Thrown(ErrorType.ILLEGAL_ARGUMENT, "BigDecimal reads a number or a text of at most " + LONGEST_NUMBER
                + " characters, not " + Values.named(given.any(0)));
    }

    private static BigDecimal parsed(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Thrown(ErrorType.NUMBER_FORMAT, "'" + text + "' is no number");
        }
    }
}
