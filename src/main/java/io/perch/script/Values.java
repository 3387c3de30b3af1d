package io.perch.script;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How messages name what a value is. */
final class Values {

    private Values() {
    }

    static String named(Object value) {
        return switch (value) {
            case null -> "null";
            case ScriptArray _ -> "an array";
            case List<?> _ -> "a List";
            case Map<?, ?> _ -> "a Map";
            case Set<?> _ -> "a Set";
            case Map.Entry<?, ?> _ -> "a Map.Entry";
            case Collection<?> _ -> "a Collection";
            case Iterator<?> _ -> "an Iterator";
            case Thrown _ -> "an exception";
            default -> article(value.getClass().getSimpleName());
        };
    }

    static String article(String type) {
        return ("AEIOaeio".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
    }
}
