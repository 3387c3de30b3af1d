package io.perch.dev.bench.load;

/**
 * What callers got, and what it cost. All that was asked was answered before the clocks were stopped.
 *
 * @param docsByTokens how many texts were answered, by their length in tokens
 * @param refused      requests that were answered with another status than 200
 * @param refusal      the first of them; empty when there is none
 * @param seconds      on the wall
 * @param cpuSeconds   of the server process
 * @param ownCpuSeconds of this process, the load generator
 */
public record Served(int[] docsByTokens, int refused, String refusal, double seconds, double cpuSeconds, double ownCpuSeconds,
        double p50Millis, double p99Millis) {

    public int docs() {
        int docs = 0;
        for (int count : docsByTokens) {
            docs += count;
        }
        return docs;
    }

    public double docsPerSecond() {
        return docs() / seconds;
    }

    public double docsPerCpuSecond() {
        return docs() / cpuSeconds;
    }
}
