package io.perch.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What makes a new list, map, array or object. */
sealed interface Construction extends Expression {

    /** {@code [a, b]}. */
    record ListLiteral(List<Expression> elements) implements Construction {

        @Override
        public Object value(Frame frame) {
            frame.machine().make();
            frame.machine().copy(elements.size());
            List<Object> list = new ArrayList<>(elements.size());
            for (Expression element : elements) {
                list.add(element.value(frame));
            }
            return list;
        }

        @Override
        public Type type() {
            return Type.of(Kind.ARRAY_LIST);
        }
    }

    /** {@code [a: b]} and {@code [:]}; a {@code HashMap}, as in Painless. */
    record MapLiteral(List<Expression> keys, List<Expression> values, int at) implements Construction {

        @Override
        public Object value(Frame frame) {
            frame.machine().make();
            Map<Object, Object> map = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                Object key = keys.get(i).value(frame);
                Object value = values.get(i).value(frame);
                frame.machine().at(at);
                frame.machine().make();
                map.put(Keys.key(key), value);
            }
            return map;
        }

        @Override
        public Type type() {
            return Type.of(Kind.HASH_MAP);
        }
    }

    /** {@code new Type(…)}. */
    record NewObject(Type type, Method constructor, List<Expression> arguments, int at) implements Construction {

        @Override
        public Object value(Frame frame) {
            Object[] given = Expression.values(arguments, frame);
            frame.machine().at(at);
            frame.machine().make();
            return constructor.call(null, given, frame.machine());
        }
    }

    /** {@code new IllegalArgumentException("…")}. */
    record NewError(ErrorType error, List<Expression> message, int at) implements Construction {

        @Override
        public Object value(Frame frame) {
            Object[] given = Expression.values(message, frame);
            frame.machine().at(at);
            frame.machine().make();
            return Thrown.byScript(error, given.length == 0 ? null : Rendering.text(given[0], frame.machine()));
        }

        @Override
        public Type type() {
            return Type.DEF;
        }
    }

    /** {@code new int[n]}. */
    record NewArray(Type type, Expression length, int at) implements Construction {

        @Override
        public Object value(Frame frame) {
            Object wanted = length.value(frame);
            frame.machine().at(at);
            int elements = (Integer) Conversion.implicit(wanted, Type.INT);
            if (elements < 0) {
                throw new Thrown(ErrorType.ILLEGAL_ARGUMENT, "an array of " + elements + " elements");
            }
            frame.machine().make();
            frame.machine().copy(elements);
            return ScriptArray.blank(Type.of(type.kind()), elements);
        }
    }

    /** {@code new int[] {1, 2}}. */
    record ArrayLiteral(Type type, List<Expression> elements, int at) implements Construction {

        @Override
        public Object value(Frame frame) {
            Object[] given = Expression.values(elements, frame);
            frame.machine().at(at);
            frame.machine().make();
            frame.machine().copy(given.length);
            return ScriptArray.of(Type.of(type.kind()), given);
        }
    }
}
