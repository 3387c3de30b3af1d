package io.perch.connector.processor;

/**
 * What one run of a chain may cost, all its processors and all the elements they go through together. When it is spent, every
 * further processor fails at once.
 */
final class Budget {

    /** Steps of regular expressions, at 20 to 50 ns each. */
    static final long MOST = 20_000_000;

    /** How many characters can be copied in the time of one such step. */
    private static final int COPIED = 8;

    private long left = MOST;

    long left() {
        return left;
    }

    /** @param chars that a processor made */
    void spendOnCopy(long chars) {
        spend(chars / COPIED);
    }

    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new ProcessorFailed("the chain has spent all that one run may cost");
        }
    }
}
