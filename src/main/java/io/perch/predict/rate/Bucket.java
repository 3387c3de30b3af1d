package io.perch.predict.rate;

import io.perch.model.RateLimit;

/**
 * Whose requests are counted together.
 *
 * @param caller {@link #EVERYBODY}, or one of them
 */
record Bucket(String modelId, String caller) {

    /** No caller has this name. */
    static final String EVERYBODY = "";

    boolean isOfEverybody() {
        return caller.equals(EVERYBODY);
    }

    /** A part of it that one replica has taken. */
    record Block(long tokens, double secondsToNext) {
    }

    /** By a new limit the count begins anew. */
    static String spec(RateLimit limit) {
        return limit.limit().toPlainString() + "/" + limit.unit();
    }
}
