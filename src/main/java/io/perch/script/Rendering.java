package io.perch.script;

import java.util.Collection;
import java.util.Map;

/** Values as texts, the way Java writes them: {@code [0.1, 0.2]}, {@code {a=1}}, {@code null}. */
final class Rendering {

    private Rendering() {
    }

    static String text(Object value, Machine machine) {
        if (value instanceof String text) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        append(out, value, machine);
        return out.toString();
    }

    static String joined(Object left, Object right, Machine machine) {
        StringBuilder both = new StringBuilder();
        append(both, left, machine);
        append(both, right, machine);
        return both.toString();
    }

    static void append(StringBuilder out, Object value, Machine machine) {
        append(out, value, machine, 0);
    }

    private static void append(StringBuilder out, Object value, Machine machine, int level) {
        switch (value) {
            case Collection<?> elements -> elements(out, elements, machine, level);
            case Map<?, ?> map -> entries(out, map, machine, level);
            case Map.Entry<?, ?> entry -> entry(out, entry, machine, level);
            case CharSequence text -> written(out, text, machine);
            case null, default -> written(out, String.valueOf(value), machine);
        }
    }

    private static void written(StringBuilder out, CharSequence text, Machine machine) {
        machine.build(text.length());
        machine.scan(text.length());
        out.append(text);
    }

    private static void elements(StringBuilder out, Collection<?> elements, Machine machine, int level) {
        machine.nested(level);
        open(out, '[', machine);
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            machine.build(2);
            append(out, element, machine, level + 1);
            separator = ", ";
        }
        out.append(']');
    }

    private static void entries(StringBuilder out, Map<?, ?> map, Machine machine, int level) {
        machine.nested(level);
        open(out, '{', machine);
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            machine.build(2);
            entry(out, entry, machine, level);
            separator = ", ";
        }
        out.append('}');
    }

    private static void entry(StringBuilder out, Map.Entry<?, ?> entry, Machine machine, int level) {
        machine.nested(level);
        append(out, entry.getKey(), machine, level);
        out.append('=');
        machine.build(1);
        append(out, entry.getValue(), machine, level + 1);
    }

    /** A list within lists is charged though it be empty: two lists that hold each other twice would else be written for ever. */
    private static void open(StringBuilder out, char bracket, Machine machine) {
        machine.step();
        machine.build(2);
        out.append(bracket);
    }
}
