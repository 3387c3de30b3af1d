package io.perch.script;

import static io.perch.script.Type.BOOLEAN;
import static io.perch.script.Type.DEF;
import static io.perch.script.Type.INT;
import static io.perch.script.Type.VOID;

import java.util.Map;

/** {@code java.util.Map}. */
final class MapMethods {

    static final MethodTable<Map<Object, Object>> TABLE = new MethodTable<Map<Object, Object>>("Map")
            .with("get", 1, DEF, (map, given) -> map.get(given.key(0)))
            .with("getOrDefault", 2, DEF, (map, given) -> map.getOrDefault(given.key(0), given.any(1)))
            .with("put", 2, DEF, (map, given) -> grown(map, given).put(given.key(0), given.any(1)))
            .with("putIfAbsent", 2, DEF, (map, given) -> grown(map, given).putIfAbsent(given.key(0), given.any(1)))
            .with("putAll", 1, VOID, (map, given) -> putAll(map, given))
            .with("replace", 2, DEF, (map, given) -> map.replace(given.key(0), given.any(1)))
            .with("remove", 1, DEF, (map, given) -> map.remove(given.key(0)))
            .with("clear", 0, VOID, (map, given) -> cleared(map))
            .with("containsKey", 1, BOOLEAN, (map, given) -> map.containsKey(given.key(0)))
            .with("containsValue", 1, BOOLEAN,
                    (map, given) -> CollectionMethods.contains(map.values(), given.any(0), given.machine()))
            .with("size", 0, INT, (map, given) -> map.size())
            .with("isEmpty", 0, BOOLEAN, (map, given) -> map.isEmpty())
            .with("keySet", 0, Type.of(Kind.SET), (map, given) -> map.keySet())
            .with("values", 0, Type.of(Kind.COLLECTION), (map, given) -> map.values())
            .with("entrySet", 0, Type.of(Kind.SET), (map, given) -> map.entrySet())
            .withAll(ObjectMethods.ANY);

    private MapMethods() {
    }

    private static Object putAll(Map<Object, Object> map, Given given) {
        putAll(map, given.map(0), given.machine());
        return null;
    }

    static void putAll(Map<Object, Object> map, Map<?, ?> more, Machine machine) {
        for (Map.Entry<?, ?> entry : more.entrySet()) {
            machine.step();
            machine.make();
            map.put(entry.getKey(), entry.getValue());
        }
    }

    private static Map<Object, Object> grown(Map<Object, Object> map, Given given) {
        given.machine().make();
        return map;
    }

    private static Object cleared(Map<Object, Object> map) {
        map.clear();
        return null;
    }
}
