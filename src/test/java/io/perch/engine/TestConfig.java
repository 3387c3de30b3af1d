package io.perch.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@link EngineConfig} with the documented defaults (but few windows), and what a test changes. */
public record TestConfig(Optional<Integer> workers, int maxBatchTokens, int maxQueue, int maxBulkQueue, int bulkAbove,
        int maxDocsPerRequest, int maxTextBytes, Duration drainTimeout, Optional<Path> nativeLibDir) implements EngineConfig {

    public static final TestConfig DEFAULTS =
            new TestConfig(Optional.of(2), 512, 10_000, 8000, 32, 1000, 1_048_576, Duration.ofSeconds(30), Optional.empty());

    @Override
    public int maxWindows() {
        return 4;
    }

    public TestConfig workers(int count) {
        return new TestConfig(Optional.of(count), maxBatchTokens, maxQueue, maxBulkQueue, bulkAbove,
                maxDocsPerRequest, maxTextBytes, drainTimeout, nativeLibDir);
    }

    public TestConfig maxQueue(int texts) {
        return new TestConfig(workers, maxBatchTokens, texts, maxBulkQueue, bulkAbove,
                maxDocsPerRequest, maxTextBytes, drainTimeout, nativeLibDir);
    }

    public TestConfig maxBulkQueue(int texts) {
        return new TestConfig(workers, maxBatchTokens, maxQueue, texts, bulkAbove,
                maxDocsPerRequest, maxTextBytes, drainTimeout, nativeLibDir);
    }

    public TestConfig maxBatchTokens(int tokens) {
        return new TestConfig(workers, tokens, maxQueue, maxBulkQueue, bulkAbove,
                maxDocsPerRequest, maxTextBytes, drainTimeout, nativeLibDir);
    }

    public TestConfig drainTimeout(Duration patience) {
        return new TestConfig(workers, maxBatchTokens, maxQueue, maxBulkQueue, bulkAbove,
                maxDocsPerRequest, maxTextBytes, patience, nativeLibDir);
    }

    public TestConfig nativeLibDir(Path folder) {
        return new TestConfig(workers, maxBatchTokens, maxQueue, maxBulkQueue, bulkAbove,
                maxDocsPerRequest, maxTextBytes, drainTimeout, Optional.of(folder));
    }
}
