package io.perch.script;

import java.util.Collection;
import java.util.Map;

/** The arguments of one call of a method, converted as Painless does on its own. */
record Given(String method, Object[] values, Machine machine) {

    Object any(int index) {
        return values[index];
    }

    /** A StringBuilder is one too; it is charged for as a text that is built. */
    String text(int index) {
        if (values[index] instanceof String text) {
            return text;
        }
        if (values[index] instanceof StringBuilder) {
            return Rendering.text(values[index], machine);
        }
        throw misfit(index, "a text");
    }

    int whole(int index) {
        return (Integer) converted(index, Type.INT);
    }

    long wide(int index) {
        return (Long) converted(index, Type.LONG);
    }

    double number(int index) {
        return (Double) converted(index, Type.DOUBLE);
    }

    float narrow(int index) {
        return (Float) converted(index, Type.FLOAT);
    }

    boolean truth(int index) {
        return (Boolean) converted(index, Type.BOOLEAN);
    }

    /** A text of one character is one too. */
    char character(int index) {
        return (Character) converted(index, Type.CHAR);
    }

    /** The code of a character, given as such, as a number, or as a text of one character. */
    int code(int index) {
        return values[index] instanceof String ? character(index) : whole(index);
    }

    Collection<?> all(int index) {
        if (values[index] instanceof Collection<?> all) {
            return all;
        }
        throw misfit(index, "a list or a set");
    }

    Map<?, ?> map(int index) {
        if (values[index] instanceof Map<?, ?> map) {
            return map;
        }
        throw misfit(index, "a map");
    }

    Object key(int index) {
        return Keys.key(values[index]);
    }

    private Object converted(int index, Type type) {
        if (values[index] == null) {
            throw misfit(index, Values.article(type.written()));
        }
        return Conversion.implicit(values[index], type);
    }

    private Thrown misfit(int index, String wanted) {
        return new Thrown(values[index] == null ? ErrorType.NULL_POINTER : ErrorType.CLASS_CAST,
                method + "() wants " + wanted + ", not " + Values.named(values[index]));
    }
}
