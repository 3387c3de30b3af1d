package io.perch.dev.bench.load;

import java.util.stream.IntStream;

/**
 * What callers got, and what it cost. All that was asked was answered before the clocks were stopped.
 *
 * @param answered how often each request was answered with 200, by its number
 * @param refused  requests that were answered with another status
 * @param refusal  the first of them; empty when there is none
 * @param seconds  on the wall
 * @param cpuSeconds of the server process
 * @param ownCpuSeconds of this process, the load generator
 */
public record Load(int[] answered, int refused, String refusal, double seconds, double cpuSeconds, double ownCpuSeconds,
        double p50Millis, double p99Millis) {

    public int answers() {
        return IntStream.of(answered).sum();
    }

    public double perSecond() {
        return answers() / seconds;
    }

    public double perCpuSecond() {
        return answers() / cpuSeconds;
    }

    /** For a line on the terminal; empty when there were none. */
    public String refusals() {
        return refused == 0 ? "" : "  " + refused + " refused, the first with " + refusal;
    }

    /** Of the server's CPU, for one answer of two measurements together. */
    public static double cpuMillis(Load one, Load other) {
        return (one.cpuSeconds + other.cpuSeconds) * 1e3 / (one.answers() + other.answers());
    }

    /** Of the server's CPU, for one answer. */
    public double cpuMillis() {
        return cpuSeconds * 1e3 / answers();
    }
}
