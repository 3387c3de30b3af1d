package io.perch.ingest.batch;

/** Why one line becomes no document. Never leaves this package. */
final class LineFault extends RuntimeException {

    LineFault(String why) {
        super(why, null, false, false);
    }
}
