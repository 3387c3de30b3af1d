package io.perch.script;

import java.util.List;

/**
 * A function that the script declares. It sees its parameters and nothing else, not even {@code params}.
 *
 * @param slots variables it needs, parameters first
 */
record UserFunction(String name, Type returns, List<Local> parameters, int slots, Statement body) implements Function {

    @Override
    public Object call(Object[] given, Machine machine) {
        machine.enter();
        try {
            Frame frame = new Frame(machine, slots);
            for (int i = 0; i < given.length; i++) {
                frame.set(i, Conversion.implicit(given[i], parameters.get(i).type()));
            }
            body.run(frame);
            return frame.answer();
        } finally {
            machine.leave();
        }
    }
}
