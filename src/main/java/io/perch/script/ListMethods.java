package io.perch.script;

import static io.perch.script.Type.BOOLEAN;
import static io.perch.script.Type.DEF;
import static io.perch.script.Type.INT;
import static io.perch.script.Type.VOID;

import java.util.ArrayList;
import java.util.List;

/** {@code java.util.List}. */
final class ListMethods {

    static final MethodTable<List<Object>> TABLE = new MethodTable<List<Object>>("List")
            .with("get", 1, DEF, (list, given) -> list.get(given.whole(0)))
            .with("set", 2, DEF, (list, given) -> list.set(given.whole(0), given.any(1)))
            .with("add", 2, VOID, (list, given) -> inserted(list, given))
            .with("remove", 1, DEF, (list, given) -> scanned(list, given).remove(given.whole(0)))
            .with("addAll", 2, BOOLEAN, (list, given) -> insertedAll(list, given))
            .with("indexOf", 1, INT, (list, given) -> firstIndex(list, given))
            .with("lastIndexOf", 1, INT, (list, given) -> lastIndex(list, given))
            .with("subList", 2, Type.of(Kind.LIST), (list, given) -> part(list, given))
            .with("getLength", 0, INT, (list, given) -> list.size())
            .withAll(CollectionMethods.COLLECTION);

    private ListMethods() {
    }

    private static List<Object> scanned(List<Object> list, Given given) {
        given.machine().scan(list.size());
        return list;
    }

    private static Object inserted(List<Object> list, Given given) {
        given.machine().build(Machine.ELEMENT);
        scanned(list, given).add(given.whole(0), given.any(1));
        return null;
    }

    private static boolean insertedAll(List<Object> list, Given given) {
        given.machine().copy(given.all(1).size());
        return scanned(list, given).addAll(given.whole(0), given.all(1));
    }

    private static int firstIndex(List<Object> list, Given given) {
        for (int i = 0; i < list.size(); i++) {
            given.machine().step();
            if (Equality.strict(list.get(i), given.any(0), given.machine())) {
                return i;
            }
        }
        return -1;
    }

    private static int lastIndex(List<Object> list, Given given) {
        for (int i = list.size() - 1; i >= 0; i--) {
            given.machine().step();
            if (Equality.strict(list.get(i), given.any(0), given.machine())) {
                return i;
            }
        }
        return -1;
    }

    /** A copy: views of views of views would have to be counted. */
    private static List<Object> part(List<Object> list, Given given) {
        List<Object> part = list.subList(given.whole(0), given.whole(1));
        given.machine().make();
        given.machine().copy(part.size());
        return new ArrayList<>(part);
    }
}
