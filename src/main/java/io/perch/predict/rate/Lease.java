package io.perch.predict.rate;

import io.perch.model.RateLimit;
import io.perch.predict.rate.Bucket.Block;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** What this replica holds of a bucket. Times are nanoseconds of {@link System#nanoTime}. */
final class Lease {

    private static final int WORTH_FETCHING_AHEAD = 4;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Of a limit that is 0, and so far ahead that nobody waits. */
    private static final long NEVER = Long.MAX_VALUE / 4;

    private final Bucket bucket;
    private final RateLimit limit;
    private final long block;
    private long tokens;
    private int waiting;
    private long lastAsked;
    private long emptyUntil;
    private Uni<Void> fetching;

    Lease(Bucket bucket, RateLimit limit, double blockSeconds, long now) {
        this.bucket = bucket;
        this.limit = limit;
        this.block = (long) Math.clamp(limit.perSecond() * blockSeconds, 1, Math.max(1, limit.burst()));
        this.lastAsked = now;
        this.emptyUntil = now;
    }

    Bucket bucket() {
        return bucket;
    }

    RateLimit limit() {
        return limit;
    }

    /** What came of an attempt to take one. */
    enum Taken { YES, NONE_LEFT, ASK }

    synchronized Taken take(long now) {
        lastAsked = now;
        if (tokens > 0) {
            tokens--;
            return Taken.YES;
        }
        return now - emptyUntil < 0 ? Taken.NONE_LEFT : Taken.ASK;
    }

    synchronized void putBack() {
        tokens++;
    }

    synchronized long nanosToNext(long now) {
        return Math.max(0, emptyUntil - now);
    }

    /** Whether the next callers would have to wait for the database soon. */
    synchronized boolean isLow() {
        return block >= WORTH_FETCHING_AHEAD && tokens < block / 2 && fetching == null;
    }

    /** The fetch under way, or a new one. Everybody who waits shares it. */
    synchronized Uni<Void> fetch(Supplier<Uni<Void>> fetch) {
        waiting++;
        if (fetching == null) {
            fetching = fetch.get();
        }
        return fetching;
    }

    /** How many to ask for: a block, or enough for those who wait. */
    synchronized long wanted() {
        return (long) Math.clamp(Math.max(block, waiting), 1, Math.max(1, limit.burst()));
    }

    synchronized void fetched(Block got, long now) {
        tokens += got.tokens();
        fetching = null;
        waiting = 0;
        if (got.tokens() == 0) {
            emptyUntil = now + (long) Math.min(NEVER, got.secondsToNext() * NANOS_PER_SECOND);
        }
    }

    synchronized void failed() {
        fetching = null;
        waiting = 0;
    }

    /** Takes everything out when nobody has asked for so long. */
    synchronized long unused(long now, long keep) {
        if (now - lastAsked < keep || fetching != null) {
            return 0;
        }
        long unused = tokens;
        tokens = 0;
        return unused;
    }

    /** Whether there is nothing to remember. */
    synchronized boolean isIdle(long now, long keep) {
        return tokens == 0 && fetching == null && now - lastAsked >= keep && now - emptyUntil >= 0;
    }
}
