package io.perch.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a script gave, as plain values: no builders, arrays or sets, and nothing that holds itself. */
final class Outcome {

    private Outcome() {
    }

    static Object plain(Object value, Machine machine) {
        return plain(value, machine, 0);
    }

    private static Object plain(Object value, Machine machine, int level) {
        return switch (value) {
            case CharSequence text -> Rendering.text(text, machine);
            case Character character -> character.toString();
            case Collection<?> elements -> list(elements, machine, level);
            case Map<?, ?> map -> map(map, machine, level);
            case null, default -> scalar(value);
        };
    }

    private static List<Object> list(Collection<?> elements, Machine machine, int level) {
        machine.nested(level);
        machine.make();
        List<Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            machine.build(Machine.ELEMENT);
            list.add(plain(element, machine, level + 1));
        }
        return list;
    }

    private static Map<String, Object> map(Map<?, ?> map, Machine machine, int level) {
        machine.nested(level);
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            machine.make();
            plain.put(String.valueOf(entry.getKey()), plain(entry.getValue(), machine, level + 1));
        }
        return plain;
    }

    private static Object scalar(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new Thrown(ErrorType.CLASS_CAST, "a script gives a text, a number, a list or a map, not " + Values.named(value));
    }
}
