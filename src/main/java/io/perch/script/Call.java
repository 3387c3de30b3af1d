package io.perch.script;

import java.util.List;

/** Something with parentheses behind it. */
sealed interface Call extends Expression {

    /** {@code receiver.name(…)}: which method that is shows when the receiver is there. */
    record OfMethod(Expression receiver, String name, List<Expression> arguments, boolean nullSafe, Type type, int at)
            implements Call {

        @Override
        public Object value(Frame frame) {
            Object holder = receiver.value(frame);
            if (holder == null && nullSafe) {
                return null;
            }
            Object[] given = Expression.values(arguments, frame);
            frame.machine().at(at);
            return method(holder).call(holder, given, frame.machine());
        }

        @Override
        public String shown() {
            return receiver.shown() + "." + name + "()";
        }

        private Method method(Object holder) {
            if (holder == null) {
                throw new Thrown(ErrorType.NULL_POINTER, receiver.shown() + " is null, so it has no " + name + "()");
            }
            return Methods.of(holder).find(name, arguments.size()).orElseThrow(() ->
                    new Thrown(ErrorType.ILLEGAL_ARGUMENT, Methods.of(holder).missing(name, arguments.size())));
        }
    }

    /** {@code Math.max(…)}. */
    record OfStatic(Method method, List<Expression> arguments, int at) implements Call {

        @Override
        public Object value(Frame frame) {
            Object[] given = Expression.values(arguments, frame);
            frame.machine().at(at);
            return method.call(null, given, frame.machine());
        }

        @Override
        public Type type() {
            return method.returns();
        }
    }

    /** A function of the script. It is known by its name until the whole script has been read. */
    record OfFunction(Callee callee, List<Expression> arguments, int at) implements Call {

        @Override
        public Object value(Frame frame) {
            Object[] given = Expression.values(arguments, frame);
            frame.machine().at(at);
            return callee.function().call(given, frame.machine());
        }

        @Override
        public Type type() {
            return callee.returns();
        }

        @Override
        public String shown() {
            return callee.name() + "()";
        }
    }
}
