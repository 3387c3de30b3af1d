package io.perch.script;

import java.util.List;
import java.util.Map;

/** What brackets mean: an index of a list, counted from its end when negative, or a key of a map. */
final class Elements {

    private Elements() {
    }

    static Object read(Object holder, Object key) {
        return switch (holder) {
            case List<?> list -> list.get(index(list, key));
            case Map<?, ?> map -> map.get(Keys.key(key));
            default -> throw misfit(holder);
        };
    }

    /** What was put, as an array of another type may have converted it. */
    @SuppressWarnings("unchecked")
    static Object write(Object holder, Object key, Object value, Machine machine) {
        switch (holder) {
            case List<?> list -> {
                int index = index(list, key);
                ((List<Object>) list).set(index, value);
                return list.get(index);
            }
            case Map<?, ?> map -> {
                machine.make();
                ((Map<Object, Object>) map).put(Keys.key(key), value);
            }
            default -> throw misfit(holder);
        }
        return value;
    }

    private static int index(List<?> list, Object key) {
        int index = (Integer) Conversion.implicit(key, Type.INT);
        int fromStart = index < 0 ? index + list.size() : index;
        if (fromStart < 0 || fromStart >= list.size()) {
            throw new Thrown(list instanceof ScriptArray ? ErrorType.ARRAY_INDEX_OUT_OF_BOUNDS : ErrorType.INDEX_OUT_OF_BOUNDS,
                    "index " + index + " of " + Values.named(list) + " of length " + list.size());
        }
        return fromStart;
    }

    private static Thrown misfit(Object holder) {
        return new Thrown(ErrorType.CLASS_CAST, Values.named(holder) + " has no elements in brackets"
                + (holder instanceof CharSequence ? "; charAt(index) gives a character" : ""));
    }
}
