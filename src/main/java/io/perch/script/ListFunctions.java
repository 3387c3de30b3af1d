package io.perch.script;

import static io.perch.script.ErrorType.CLASS_CAST;
import static io.perch.script.Type.VOID;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/** {@code java.util.Arrays} and {@code java.util.Collections}. What Java gives empty and fixed is a list of its own here. */
final class ListFunctions {

    private static final Type LIST = Type.of(Kind.LIST);

    static final MethodTable<Object> ARRAYS = new MethodTable<Object>("Arrays")
            .with("asList", 1, LIST, (none, given) -> copy(list(given, 0), given.machine()));

    static final MethodTable<Object> COLLECTIONS = new MethodTable<Object>("Collections")
            .with("emptyList", 0, LIST, (none, given) -> new ArrayList<>())
            .with("emptyMap", 0, Type.of(Kind.MAP), (none, given) -> new HashMap<>())
            .with("singletonList", 1, LIST, (none, given) -> new ArrayList<>(Collections.singletonList(given.any(0))))
            .with("sort", 1, VOID, (none, given) -> sorted(list(given, 0), given.machine()))
            .with("reverse", 1, VOID, (none, given) -> reversed(list(given, 0), given.machine()))
            .with("max", 1, Type.DEF, (none, given) -> extreme(given, order()))
            .with("min", 1, Type.DEF, (none, given) -> extreme(given, order().reversed()));

    private ListFunctions() {
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Given given, int index) {
        return (List<Object>) Conversion.implicit(given.all(index), LIST);
    }

    private static List<Object> copy(List<Object> list, Machine machine) {
        machine.copy(list.size());
        return new ArrayList<>(list);
    }

    private static Object sorted(List<Object> list, Machine machine) {
        list.sort(counted(order(), machine));
        return null;
    }

    private static Object reversed(List<Object> list, Machine machine) {
        machine.scan(list.size());
        Collections.reverse(list);
        return null;
    }

    private static Object extreme(Given given, Comparator<Object> order) {
        return Collections.max(given.all(0), counted(order, given.machine()));
    }

    private static Comparator<Object> counted(Comparator<Object> order, Machine machine) {
        return (left, right) -> {
            machine.step();
            return order.compare(left, right);
        };
    }

    /** Numbers by size, texts by their characters; never one with the other. */
    private static Comparator<Object> order() {
        return (left, right) -> {
            if (left instanceof String one && right instanceof String other) {
                return one.compareTo(other);
            }
            if (Rank.of(left) == null || Rank.of(right) == null) {
                throw new Thrown(CLASS_CAST, Values.named(left) + " and " + Values.named(right) + " have no order");
            }
            boolean whole = Rank.wider(Rank.of(left), Rank.of(right)).whole();
            return whole ? Long.compare(Rank.number(left).longValue(), Rank.number(right).longValue())
                    : Double.compare(Rank.number(left).doubleValue(), Rank.number(right).doubleValue());
        };
    }
}
