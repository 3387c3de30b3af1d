package io.perch.connector.aws;

/** What is wrong with a frame; never leaves this package. */
final class DamagedFrame extends RuntimeException {

    DamagedFrame(String what) {
        super(what, null, false, false);
    }
}
