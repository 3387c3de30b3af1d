package io.perch.script;

/** {@code receiver.name} and {@code receiver?.name}; {@link Members} says what that means. */
record Member(Expression receiver, String name, boolean nullSafe, int at) implements Place {

    @Override
    public Object value(Frame frame) {
        Object holder = receiver.value(frame);
        if (holder == null && nullSafe) {
            return null;
        }
        frame.machine().at(at);
        return Members.read(present(holder), name, frame.machine());
    }

    @Override
    public Target target(Frame frame) {
        Object holder = receiver.value(frame);
        frame.machine().at(at);
        Object present = present(holder);
        return new Target() {
            @Override
            public Object read() {
                return Members.read(present, name, frame.machine());
            }

            @Override
            public Object write(Object value) {
                frame.machine().at(at);
                return Members.write(present, name, value, frame.machine());
            }
        };
    }

    @Override
    public Type type() {
        return Type.DEF;
    }

    @Override
    public String shown() {
        return receiver.shown() + "." + name;
    }

    private Object present(Object holder) {
        if (holder == null) {
            throw new Thrown(ErrorType.NULL_POINTER, receiver.shown() + " is null, so it has no '" + name + "'");
        }
        return holder;
    }
}
