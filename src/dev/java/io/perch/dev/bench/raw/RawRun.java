package io.perch.dev.bench.raw;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What the raw engine took.
 *
 * @param cpuNanos of the thread that ran the engine: the JVM's compiler and collector work elsewhere and are left out
 * @param p50Nanos wall time of one run, at the median
 */
record RawRun(int docs, long cpuNanos, long p50Nanos) {

    /**
     * Between two processes, over pipes: {@code <tokens per text> <texts per run> <milliseconds> <microseconds of pause>} there,
     * {@link #line} back.
     *
     * @param pause before each run; its time counts for nothing
     */
    record Order(int tokens, int batch, Duration time, Duration pause) {

        static Order read(String line) {
            String[] words = line.split(" ");
            return new Order(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Duration.ofMillis(Long.parseLong(words[2])),
                    Duration.of(Long.parseLong(words[3]), ChronoUnit.MICROS));
        }

        String line() {
            return tokens + " " + batch + " " + time.toMillis() + " " + pause.toNanos() / 1000;
        }
    }

    static RawRun read(String line) {
        String[] words = line.split(" ");
        return new RawRun(Integer.parseInt(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    String line() {
        return docs + " " + cpuNanos + " " + p50Nanos;
    }

    double secondsPerDoc() {
        return cpuNanos / 1e9 / docs;
    }
}
