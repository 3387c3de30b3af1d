package io.perch.connector.processor;

/** A processor could do nothing with its input. Never leaves its chain. */
final class ProcessorFailed extends RuntimeException {

    ProcessorFailed(String reason) {
        super(reason, null, false, false);
    }
}
