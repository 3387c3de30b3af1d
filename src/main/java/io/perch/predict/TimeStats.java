package io.perch.predict;

/** Durations of calls in milliseconds; percentiles are interpolated. */
public record TimeStats(int count, double max, double min, double average, double p50, double p90, double p99) {
}
