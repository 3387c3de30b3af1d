package io.perch.dev.bench.remote;

import io.perch.dev.bench.load.Load;

/** Figures as literals: 10,000 calls each, of which the proxy needs 0.05 ms. */
final class SampleChats {

    private static final int CALLS = 10_000;

    private SampleChats() {
    }

    static ChatSample sample(Door door, int callers, double cpuMillis) {
        return sample(door, callers, cpuMillis, 0);
    }

    static ChatSample sample(Door door, int callers, double cpuMillis, int refused) {
        return new ChatSample("JVM", door, callers, 1, load(cpuMillis, refused), load(0.04, 0), load(0.06, 0));
    }

    private static Load load(double cpuMillis, int refused) {
        return new Load(new int[] {CALLS / 2, CALLS / 2}, refused, refused == 0 ? "" : "429 full", 4.0,
                cpuMillis * CALLS / 1e3, 0.5, 2.25, 4.5);
    }
}
