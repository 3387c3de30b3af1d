package io.perch.dev.bench.report;

import io.perch.dev.bench.cases.Cell;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.load.Served;
import io.perch.dev.bench.raw.RawCosts;

/**
 * One measurement.
 *
 * @param server  what Perch ran as: {@code JVM} or {@code executable}
 * @param raw     the raw engine's costs around the time of this measurement
 */
public record Sample(String server, Subject subject, Cell cell, int repeat, Served served, RawCosts raw) {

    /**
     * Documents per CPU-second of the server to those of the raw engine: what the raw engine would have taken for exactly the
     * texts that were answered, to what the server took.
     */
    public double ratio(Yardstick yardstick) {
        return yardstick.of(raw).of(served.docsByTokens()) / served.load().cpuSeconds();
    }

    /** Documents per CPU-second of the raw engine, for the texts that were answered. */
    public double rawDocsPerCpuSecond(Yardstick yardstick) {
        return served.docs() / yardstick.of(raw).of(served.docsByTokens());
    }

    /** Milliseconds that one caller waits longer than for the raw engine's own run at his pace, at the median. */
    public double addedMillis() {
        return served.load().p50Millis() - raw.paced().p50Millis();
    }
}
