package io.perch.predict;

import java.util.Arrays;

/** How long the last so many calls took. Takes memory for those that there were, not for those that there may be. */
final class RecentTimes {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int FIRST_CAPACITY = 16;

    private long[] ring = {};
    private int next;
    private int size;

    /** @param keep how many to remember; 0 forgets all of them */
    synchronized void add(long nanos, int keep) {
        if (ring.length > keep || size == ring.length && size < keep) {
            resize(Math.min(keep, Math.max(FIRST_CAPACITY, 2 * size)));
        }
        if (keep > 0) {
            ring[next] = nanos;
            next = (next + 1) % ring.length;
            size = Math.min(size + 1, ring.length);
        }
    }

    private void resize(int capacity) {
        long[] kept = latest(Math.min(size, capacity));
        ring = Arrays.copyOf(kept, capacity);
        size = kept.length;
        next = capacity == 0 ? 0 : size % capacity;
    }

    /** The latest {@code count}, the oldest of them first. */
    private long[] latest(int count) {
        long[] latest = new long[count];
        for (int i = 0; i < count; i++) {
            latest[i] = ring[Math.floorMod(next - count + i, ring.length)];
        }
        return latest;
    }

    /** {@code null} when nothing is remembered. */
    TimeStats stats() {
        long[] sorted;
        synchronized (this) {
            sorted = latest(size);
        }
        Arrays.sort(sorted);
        return sorted.length == 0 ? null : new TimeStats(sorted.length, sorted[sorted.length - 1] / NANOS_PER_MILLI,
                sorted[0] / NANOS_PER_MILLI, Arrays.stream(sorted).average().orElseThrow() / NANOS_PER_MILLI,
                percentile(sorted, 0.5), percentile(sorted, 0.9), percentile(sorted, 0.99));
    }

    /** Between two calls in proportion, as the original does it. */
    private static double percentile(long[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return (sorted[below] + (rank - below) * (sorted[above] - sorted[below])) / NANOS_PER_MILLI;
    }
}
