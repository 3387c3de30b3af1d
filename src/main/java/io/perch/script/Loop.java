package io.perch.script;

import java.util.Map;

/** What runs several times. Every turn is a step. */
sealed interface Loop extends Statement {

    /**
     * {@code for (first; condition; after)}, and {@code while} and {@code do}, which are the same with less.
     *
     * @param bodyFirst the condition is asked for the first time after the first turn
     */
    record Conditional(Statement first, Expression condition, Expression after, Statement body, boolean bodyFirst, int at)
            implements Loop {

        static Conditional whilst(Expression condition, Statement body, boolean bodyFirst, int at) {
            return new Conditional(NOTHING, condition, new Constant(null), body, bodyFirst, at);
        }

        @Override
        public Flow run(Frame frame) {
            first.run(frame);
            for (boolean goesOn = bodyFirst || asked(frame); goesOn; goesOn = asked(frame)) {
                frame.machine().step();
                Flow flow = body.run(frame);
                if (flow == Flow.BREAK || flow == Flow.RETURN) {
                    return flow == Flow.RETURN ? flow : Flow.NEXT;
                }
                after.value(frame);
            }
            return Flow.NEXT;
        }

        private boolean asked(Frame frame) {
            Object value = condition.value(frame);
            frame.machine().at(at);
            return Conversion.truth(value);
        }
    }

    /** {@code for (x : all)} and {@code for (x in all)}. */
    record Each(Local variable, Expression all, Statement body, int at) implements Loop {

        @Override
        public Flow run(Frame frame) {
            Object elements = all.value(frame);
            frame.machine().at(at);
            for (Object element : iterable(elements)) {
                frame.machine().at(at);
                frame.set(variable.slot(), Conversion.implicit(element, variable.type()));
                Flow flow = body.run(frame);
                if (flow == Flow.BREAK || flow == Flow.RETURN) {
                    return flow == Flow.RETURN ? flow : Flow.NEXT;
                }
                frame.machine().at(at);
            }
            return Flow.NEXT;
        }

        private Iterable<?> iterable(Object elements) {
            if (elements instanceof Iterable<?> iterable) {
                return iterable;
            }
            String advice = elements instanceof Map<?, ?> ? "; entrySet() and keySet() are sets" : "";
            throw new Thrown(elements == null ? ErrorType.NULL_POINTER : ErrorType.CLASS_CAST,
                    "a loop goes through a list or a set, but " + all.shown() + " is " + Values.named(elements) + advice);
        }
    }
}
