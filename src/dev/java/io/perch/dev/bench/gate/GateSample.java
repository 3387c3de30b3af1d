package io.perch.dev.bench.gate;

import io.perch.dev.bench.load.Load;

/**
 * One measurement.
 *
 * @param server what Perch ran as: {@code JVM} or {@code executable}
 * @param before the same calls of the model with nothing before it, just before
 * @param after  and just after
 */
public record GateSample(String server, Load gated, Load before, Load after) {

    double openMillis() {
        return Load.cpuMillis(before, after);
    }

    /** Of the server's CPU, for one call. */
    double costMillis() {
        return gated.cpuMillis() - openMillis();
    }

    int refused() {
        return gated.refused() + before.refused() + after.refused();
    }
}
