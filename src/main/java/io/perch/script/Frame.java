package io.perch.script;

/** The variables of one function while it runs. */
final class Frame {

    private final Machine machine;
    private final Object[] slots;
    private Object answer;

    Frame(Machine machine, int slots) {
        this.machine = machine;
        this.slots = new Object[slots];
    }

    Machine machine() {
        return machine;
    }

    Object get(int slot) {
        return slots[slot];
    }

    void set(int slot, Object value) {
        slots[slot] = value;
    }

    /** What {@code return} gave. */
    Object answer() {
        return answer;
    }

    void answer(Object value) {
        answer = value;
    }
}
