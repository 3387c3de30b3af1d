package io.perch.dev.bench.load;

/** The server answered something that no figure should be made from. */
public final class WrongAnswer extends RuntimeException {

    WrongAnswer(String what) {
        super("Perch answered with " + what);
    }
}
