package io.perch.script;

/** {@code receiver[key]}. */
record Element(Expression receiver, Expression key, Type type, int at) implements Place {

    static Element of(Expression receiver, Expression key, int at) {
        Type holder = receiver.type();
        return new Element(receiver, key, holder.array() ? Type.of(holder.kind()) : Type.DEF, at);
    }

    @Override
    public Object value(Frame frame) {
        Object holder = receiver.value(frame);
        Object index = key.value(frame);
        frame.machine().at(at);
        return Elements.read(present(holder), index);
    }

    @Override
    public Target target(Frame frame) {
        Object holder = receiver.value(frame);
        Object index = key.value(frame);
        frame.machine().at(at);
        Object present = present(holder);
        return new Target() {
            @Override
            public Object read() {
                return Elements.read(present, index);
            }

            @Override
            public Object write(Object value) {
                frame.machine().at(at);
                return Elements.write(present, index, value, frame.machine());
            }
        };
    }

    @Override
    public String shown() {
        return receiver.shown() + "[" + (key instanceof Constant || key instanceof Local ? key.shown() : "…") + "]";
    }

    private Object present(Object holder) {
        if (holder == null) {
            throw new Thrown(ErrorType.NULL_POINTER, receiver.shown() + " is null, so it has no elements");
        }
        return holder;
    }
}
