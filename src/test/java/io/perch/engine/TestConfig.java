package io.perch.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** {@link EngineConfig} with the documented defaults, and what a test changes. */
record TestConfig(Optional<Integer> workers, int maxBatchTokens, int maxQueue, int maxDocsPerRequest, int maxTextBytes,
        Duration drainTimeout, Optional<Path> nativeLibDir) implements EngineConfig {

    static final TestConfig DEFAULTS =
            new TestConfig(Optional.of(2), 512, 10_000, 1000, 1_048_576, Duration.ofSeconds(30), Optional.empty());

    TestConfig workers(int count) {
        return new TestConfig(Optional.of(count), maxBatchTokens, maxQueue, maxDocsPerRequest, maxTextBytes, drainTimeout,
                nativeLibDir);
    }

    TestConfig maxQueue(int texts) {
        return new TestConfig(workers, maxBatchTokens, texts, maxDocsPerRequest, maxTextBytes, drainTimeout, nativeLibDir);
    }

    TestConfig maxBatchTokens(int tokens) {
        return new TestConfig(workers, tokens, maxQueue, maxDocsPerRequest, maxTextBytes, drainTimeout, nativeLibDir);
    }

    TestConfig drainTimeout(Duration patience) {
        return new TestConfig(workers, maxBatchTokens, maxQueue, maxDocsPerRequest, maxTextBytes, patience, nativeLibDir);
    }

    TestConfig nativeLibDir(Path folder) {
        return new TestConfig(workers, maxBatchTokens, maxQueue, maxDocsPerRequest, maxTextBytes, drainTimeout,
                Optional.of(folder));
    }
}
