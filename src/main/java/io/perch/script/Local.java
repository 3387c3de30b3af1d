package io.perch.script;

/**
 * A variable.
 *
 * @param fixed it cannot be assigned to
 */
record Local(String name, int slot, Type type, boolean fixed) implements Place {

    @Override
    public Object value(Frame frame) {
        return frame.get(slot);
    }

    @Override
    public Target target(Frame frame) {
        return new Target() {
            @Override
            public Object read() {
                return frame.get(slot);
            }

            @Override
            public Object write(Object value) {
                Object converted = Conversion.implicit(value, type);
                frame.set(slot, converted);
                return converted;
            }
        };
    }

    @Override
    public String shown() {
        return name;
    }
}
