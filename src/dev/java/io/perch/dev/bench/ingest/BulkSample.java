package io.perch.dev.bench.ingest;

/**
 * One measurement: bulks through a local model.
 *
 * @param server        what Perch ran as: {@code JVM} or {@code executable}
 * @param documents     in all
 * @param cpuSeconds    of Perch's process; OpenSearch's is not in it
 * @param rawCpuSeconds of the raw engine for the same texts, each in the company in which it is cheapest
 * @param seconds       on the clock
 */
public record BulkSample(String server, int documents, double cpuSeconds, double rawCpuSeconds, double seconds) {

    private static final double TIMES_RAW = 1.15;
    private static final double MILLIS_PER_DOCUMENT = 1;

    double cpuMillis() {
        return 1000 * cpuSeconds / documents;
    }

    double rawMillis() {
        return 1000 * rawCpuSeconds / documents;
    }

    /** Of a document's CPU time. */
    double allowedMillis() {
        return TIMES_RAW * rawMillis() + MILLIS_PER_DOCUMENT;
    }

    /** Of what is allowed; at most 1 is wanted. */
    double share() {
        return cpuMillis() / allowedMillis();
    }

    double perSecond() {
        return documents / seconds;
    }
}
