package io.perch.script;

import static io.perch.script.Type.BOOLEAN;
import static io.perch.script.Type.DOUBLE;
import static io.perch.script.Type.INT;
import static io.perch.script.Type.STRING;
import static io.perch.script.Type.VOID;

import java.util.Collection;
import java.util.Set;

/** {@code java.util.Collection}, and {@code Set} beyond it. */
final class CollectionMethods {

    static final MethodTable<Collection<Object>> COLLECTION = new MethodTable<Collection<Object>>("Collection")
            .with("size", 0, INT, (all, given) -> all.size())
            .with("isEmpty", 0, BOOLEAN, (all, given) -> all.isEmpty())
            .with("contains", 1, BOOLEAN, (all, given) -> contains(all, given.any(0), given.machine()))
            .with("containsAll", 1, BOOLEAN, (all, given) -> containsAll(all, given))
            .with("add", 1, BOOLEAN, (all, given) -> add(all, given.any(0), given.machine()))
            .with("addAll", 1, BOOLEAN, (all, given) -> addAll(all, given.all(0), given.machine()))
            .with("clear", 0, VOID, (all, given) -> cleared(all))
            .with("iterator", 0, Type.of(Kind.ITERATOR), (all, given) -> all.iterator())
            .with("join", 1, STRING, (all, given) -> Texts.join(all.iterator(), given.text(0), given.machine()))
            .with("sum", 0, DOUBLE, (all, given) -> sum(all, given.machine()))
            .withAll(ObjectMethods.ANY);

    static final MethodTable<Set<Object>> SET = new MethodTable<Set<Object>>("Set")
            .with("remove", 1, BOOLEAN, (set, given) -> set.remove(given.key(0)))
            .withAll(COLLECTION);

    private CollectionMethods() {
    }

    static boolean contains(Collection<?> all, Object wanted, Machine machine) {
        if (all instanceof Set<?> set) {
            return set.contains(Keys.key(wanted));
        }
        for (Object element : all) {
            machine.step();
            if (Equality.strict(element, wanted, machine)) {
                return true;
            }
        }
        return false;
    }

    static boolean addAll(Collection<Object> all, Collection<?> more, Machine machine) {
        if (!(all instanceof Set<?>)) {
            machine.copy(more.size());
            return all.addAll(more);
        }
        boolean changed = false;
        for (Object element : more) {
            machine.step();
            changed |= add(all, element, machine);
        }
        return changed;
    }

    private static boolean containsAll(Collection<?> all, Given given) {
        for (Object wanted : given.all(0)) {
            given.machine().step();
            if (!contains(all, wanted, given.machine())) {
                return false;
            }
        }
        return true;
    }

    private static boolean add(Collection<Object> all, Object value, Machine machine) {
        if (all instanceof Set<?>) {
            machine.make();
            return all.add(Keys.key(value));
        }
        machine.build(Machine.ELEMENT);
        return all.add(value);
    }

    private static Object cleared(Collection<?> all) {
        all.clear();
        return null;
    }

    private static double sum(Collection<?> all, Machine machine) {
        double sum = 0;
        for (Object element : all) {
            machine.step();
            sum += (Double) Conversion.implicit(element, DOUBLE);
        }
        return sum;
    }
}
