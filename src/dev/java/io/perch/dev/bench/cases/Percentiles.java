package io.perch.dev.bench.cases;

import java.util.Collection;

/** Of a number of measured values; nearest rank. */
public record Percentiles(long[] sorted) {

    public static Percentiles of(Collection<Long> values) {
        return new Percentiles(values.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    /** The smallest value that at least {@code share} (0 to 1) of all values do not exceed; 0 when there are none. */
    public long at(double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
