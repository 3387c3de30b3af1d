package io.perch.script;

/** What changes a variable, a list or a map; its value is what is there then. */
sealed interface Assignment extends Expression {

    /** {@code place = value}. */
    record Simple(Place place, Expression assigned, int at) implements Assignment {

        @Override
        public Object value(Frame frame) {
            Place.Target target = place.target(frame);
            Object value = assigned.value(frame);
            frame.machine().at(at);
            return target.write(value);
        }

        @Override
        public Type type() {
            return place.type();
        }
    }

    /** {@code place += value} and its like; as in Java the result is cut off to the type of the place. */
    record Compound(Place place, Operator operator, Expression operand, int at) implements Assignment {

        @Override
        public Object value(Frame frame) {
            Place.Target target = place.target(frame);
            Object before = target.read();
            Object value = operand.value(frame);
            frame.machine().at(at);
            return target.write(Conversion.cast(result(before, value, frame.machine()), place.type()));
        }

        /** A variable declared as String takes null as a text too. */
        private Object result(Object before, Object value, Machine machine) {
            boolean text = operator == Operator.ADD && place.type().isText();
            return text ? Rendering.joined(before, value, machine) : operator.apply(before, value, machine);
        }

        @Override
        public Type type() {
            return place.type();
        }
    }

    /** {@code ++} and {@code --}; {@code after}: its value is what was there before. */
    record Count(Place place, int by, boolean after, int at) implements Assignment {

        @Override
        public Object value(Frame frame) {
            Place.Target target = place.target(frame);
            Object before = target.read();
            frame.machine().at(at);
            Object counted = target.write(Conversion.cast(Operator.ADD.apply(before, by, frame.machine()), place.type()));
            return after ? before : counted;
        }

        @Override
        public Type type() {
            return place.type();
        }
    }
}
