package io.perch.script;

import java.util.Map;

/** A script of a connector or a pipeline, read once and run for every call. Safe for use by several threads at once. */
public final class Script {

    static final String PARAMS = "params";

    private final Source source;
    private final Program program;
    private final Limits limits;

    private Script(Source source, Program program, Limits limits) {
        this.source = source;
        this.program = program;
        this.limits = limits;
    }

    /** @throws ScriptFault of sort REFUSED for anything that is not in the subset of Painless that runs here */
    public static Script parse(String text) {
        return parse(text, Limits.DEFAULT);
    }

    /** As {@link #parse(String)}, with other limits for each run. */
    public static Script parse(String text, Limits limits) {
        return parse(text, limits, PARAMS);
    }

    /** As {@link #parse(String, Limits)}, for a script that calls what it is given not {@code params} but {@code variable}. */
    public static Script parse(String text, Limits limits, String variable) {
        Source source = new Source(text);
        return new Script(source, Parser.parse(source, variable), limits);
    }

    /**
     * Runs it on the calling thread, without waiting for anything: some microseconds for the usual ones, a second or two
     * for one that goes to the default limits.
     *
     * @param params what the script sees as its variable: maps, lists, texts, numbers, booleans and null, within each other.
     *               They belong to the script, which may change them
     * @return what the script returned: a text, a number, a boolean, a {@code List}, a {@code Map} with texts as keys, or null
     * @throws ScriptFault of any sort but REFUSED
     */
    public Object run(Map<String, Object> params) {
        Machine machine = new Machine(source, limits);
        Frame frame = new Frame(machine, program.slots());
        frame.set(0, params);
        try {
            program.body().run(frame);
            return Outcome.plain(frame.answer(), machine);
        } catch (ScriptFault limit) {
            throw limit;
        } catch (RuntimeException failure) {
            throw machine.fault(Thrown.of(failure));
        } catch (StackOverflowError e) {
            throw machine.limit("is nested too deep");
        }
    }
}
