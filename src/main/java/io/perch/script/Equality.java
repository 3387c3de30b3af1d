package io.perch.script;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** {@code ==}: numbers by their value, everything else by what it holds; lists and maps element by element, at a price. */
final class Equality {

    private Equality() {
    }

    static boolean loose(Object left, Object right, Machine machine) {
        Rank one = Rank.of(left);
        Rank other = Rank.of(right);
        if (one == null || other == null) {
            return strict(left, right, machine);
        }
        return Rank.wider(one, other).whole()
                ? Rank.number(left).longValue() == Rank.number(right).longValue()
                : Rank.number(left).doubleValue() == Rank.number(right).doubleValue();
    }

    /** {@code ===}: the same object; of what cannot change, the same value. */
    static boolean identical(Object left, Object right, Machine machine) {
        return left == right || Keys.plain(left) && Keys.plain(right) && loose(left, right, machine);
    }

    /** As {@code equals} has it: an int is not a long. */
    static boolean strict(Object left, Object right, Machine machine) {
        return switch (left) {
            case List<?> one when right instanceof List<?> other -> lists(one, other, machine);
            case Map<?, ?> one when right instanceof Map<?, ?> other -> maps(one, other, machine);
            case Set<?> one when right instanceof Set<?> other -> sets(one, other, machine);
            case String one when right instanceof String other -> texts(one, other, machine);
            case null, default -> Keys.plain(left) && Objects.equals(left, right) || left == right;
        };
    }

    private static boolean texts(String left, String right, Machine machine) {
        if (left.length() == right.length()) {
            machine.scan(left.length());
        }
        return left.equals(right);
    }

    private static boolean lists(List<?> left, List<?> right, Machine machine) {
        machine.step();
        if (left == right || left.size() != right.size()) {
            return left == right;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            machine.step();
            if (!strict(element, others.next(), machine)) {
                return false;
            }
        }
        return true;
    }

    private static boolean maps(Map<?, ?> left, Map<?, ?> right, Machine machine) {
        machine.step();
        if (left == right || left.size() != right.size()) {
            return left == right;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            machine.step();
            if (!right.containsKey(entry.getKey()) || !strict(entry.getValue(), right.get(entry.getKey()), machine)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sets(Set<?> left, Set<?> right, Machine machine) {
        machine.step();
        if (left == right || left.size() != right.size()) {
            return left == right;
        }
        for (Object element : left) {
            machine.step();
            if (!right.contains(Keys.key(element))) {
                return false;
            }
        }
        return true;
    }
}
