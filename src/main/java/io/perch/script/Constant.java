package io.perch.script;

/** A literal. */
record Constant(Object constant) implements Expression {

    @Override
    public Object value(Frame frame) {
        return constant;
    }

    @Override
    public Type type() {
        return Type.ofValue(constant);
    }

    @Override
    public String shown() {
        return constant instanceof String text ? "'" + text + "'" : String.valueOf(constant);
    }
}
