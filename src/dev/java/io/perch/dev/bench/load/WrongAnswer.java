package io.perch.dev.bench.load;

/** The server answered something that no figure should be made from. */
public final class WrongAnswer extends RuntimeException {

    public WrongAnswer(String what) {
        super("A server answered with " + what);
    }
}
