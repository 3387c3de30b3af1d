package io.perch.engine.network;

import java.util.concurrent.TimeUnit;

/**
 * When to give back the working memory of a network: soon after the last of its large runs, and now and then while they go on.
 * Not after each: the next one would have to fetch all of it from the system again, which cost 7 % of a run of 512 tokens.
 */
public final class Growth {

    /** A run of so many tokens works in a few hundred kilobytes. */
    private static final int SMALL = 64;
    private static final long QUIET = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private volatile boolean grown;
    private volatile long since;
    private volatile long last;

    /** @param tokens of all texts of the run together */
    public void ran(int tokens, long now) {
        if (tokens <= SMALL) {
            return;
        }
        if (!grown) {
            since = now;
        }
        last = now;
        grown = true;
    }

    public boolean due(long now) {
        return grown && (now - last >= QUIET || now - since >= PATIENCE);
    }

    public void shrunk() {
        grown = false;
    }
}
