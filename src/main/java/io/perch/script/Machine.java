package io.perch.script;

/** Counts what one run uses up, and knows where in the script it is. */
final class Machine {

    /** What an element of a list costs, in characters, when many are copied at once. */
    static final int ELEMENT = 4;
    /** What an object or an entry of a map costs, in characters. */
    static final int OBJECT = 40;
    /** What a failure costs that is caught, in steps: Java writes down its whole stack. */
    private static final int FAILURE = 100;
    /** Characters or elements that are looked through at the price of one step. */
    private static final int SCANNED_PER_STEP = 32;
    /** Of the comparisons that looking for a long text may take at worst, what is charged. */
    private static final int SEARCH_SHARE = 16;

    private final Source source;
    private final Limits limits;
    private int stepsLeft;
    private int charactersLeft;
    private int depth;
    private int at;

    Machine(Source source, Limits limits) {
        this.source = source;
        this.limits = limits;
        this.stepsLeft = limits.steps();
        this.charactersLeft = limits.characters();
    }

    /** An operation begins: a step, and the place of whatever fails from now on. */
    void at(int offset) {
        at = offset;
        step();
    }

    void step() {
        if (stepsLeft == 0) {
            throw tooLong();
        }
        stepsLeft--;
    }

    /** Before a text or list of this length is gone through. */
    void scan(long length) {
        spend(length / SCANNED_PER_STEP);
    }

    /** Before a text is looked for in another. */
    void search(long text, long token) {
        scan(text + Math.max(0, text - token) * token / SEARCH_SHARE);
    }

    /** Before a text of this length is made. */
    void build(long length) {
        if (length > charactersLeft) {
            throw limit("builds texts and lists of more than " + limits.characters() + " characters in all");
        }
        charactersLeft -= (int) length;
    }

    /** Before this many elements are copied. */
    void copy(long elements) {
        build(elements * ELEMENT);
        scan(elements);
    }

    /** Before a list, a map, a builder or an entry of a map is made. */
    void make() {
        build(OBJECT);
    }

    void fail() {
        spend(FAILURE);
    }

    /** A function is called; {@link #leave} when it is through. */
    void enter() {
        step();
        if (depth == limits.depth()) {
            throw limit("calls functions within functions more than " + limits.depth() + " deep");
        }
        depth++;
    }

    void leave() {
        depth--;
    }

    /** @param level of a list within lists, counted from 0 */
    void nested(int level) {
        if (level > limits.depth()) {
            throw limit("writes lists within lists more than " + limits.depth() + " deep");
        }
    }

    ScriptFault fault(Thrown thrown) {
        ScriptFault.Sort sort = thrown.own() ? ScriptFault.Sort.THROWN : ScriptFault.Sort.FAILED;
        String reason = thrown.getMessage() == null ? thrown.type().written() : thrown.getMessage();
        return source.fault(sort, at, reason, thrown);
    }

    ScriptFault limit(String reason) {
        return source.fault(ScriptFault.Sort.LIMIT, at, "the script " + reason, null);
    }

    private void spend(long steps) {
        if (steps > stepsLeft) {
            throw tooLong();
        }
        stepsLeft -= (int) steps;
    }

    private ScriptFault tooLong() {
        return limit("runs for more than " + limits.steps() + " steps");
    }
}
