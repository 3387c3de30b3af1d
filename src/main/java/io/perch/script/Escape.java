package io.perch.script;

/**
 * {@code escape(text)}: the text as it stands inside a JSON string. ML Commons puts a function of this name before every script
 * that calls one and declares none. That one forgets tabs and other control characters, and mangles a backslash before a t.
 */
record Escape() implements Function {

    static final String NAME = "escape";

    @Override
    public Object call(Object[] given, Machine machine) {
        return Texts.escaped(new Given(NAME, given, machine).text(0), machine);
    }

    @Override
    public Type returns() {
        return Type.STRING;
    }
}
