package io.perch.connector.processor;

/**
 * What one run of a chain may cost, all its processors and all the elements they go through together. When it is spent, every
 * further processor fails at once.
 */
final class Budget {

    /** Characters and nodes looked at; half a second at worst. */
    static final long MOST = 100_000_000;

    private long left = MOST;

    long left() {
        return left;
    }

    void spend(long cost) {
        left -= cost;
        if (left < 0) {
            throw new ProcessorFailed("the chain has spent all that one run may cost");
        }
    }
}
