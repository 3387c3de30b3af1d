package io.perch.script;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** An array: a list whose length stays and whose elements are of one type. */
final class ScriptArray extends AbstractList<Object> implements RandomAccess {

    private final Type element;
    private final Object[] elements;

    private ScriptArray(Type element, Object[] elements) {
        this.element = element;
        this.elements = elements;
    }

    static ScriptArray blank(Type element, int length) {
        Object[] elements = new Object[length];
        Arrays.fill(elements, element.blank());
        return new ScriptArray(element, elements);
    }

    static ScriptArray of(Type element, Object[] values) {
        ScriptArray array = new ScriptArray(element, new Object[values.length]);
        for (int i = 0; i < values.length; i++) {
            array.set(i, values[i]);
        }
        return array;
    }

    @Override
    public Object get(int index) {
        return elements[index];
    }

    @Override
    public Object set(int index, Object value) {
        Object before = elements[index];
        elements[index] = Conversion.implicit(value, element);
        return before;
    }

    @Override
    public int size() {
        return elements.length;
    }
}
