package io.perch.dev.bench.load;

import java.util.stream.IntStream;

/**
 * What callers of an embedding model got.
 *
 * @param docsByTokens how many texts were answered, by their length in tokens
 */
public record Served(int[] docsByTokens, Load load) {

    public int docs() {
        return IntStream.of(docsByTokens).sum();
    }

    public double docsPerSecond() {
        return docs() / load.seconds();
    }

    public double docsPerCpuSecond() {
        return docs() / load.cpuSeconds();
    }
}
