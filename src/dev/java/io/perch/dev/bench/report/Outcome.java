package io.perch.dev.bench.report;

/** How a goal is said to have come out. */
public final class Outcome {

    private Outcome() {
    }

    /** What was refused costs little: no figure with refusals in it reaches anything. */
    public static String word(boolean enough, int refused) {
        return refused > 0 ? "missed (" + refused + " requests refused)" : enough ? "reached" : "missed ";
    }
}
