package io.perch.dev.bench.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.bench.load.Callers;
import io.perch.dev.bench.load.Load;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VertxProcessTest {

    @TempDir
    Path logs;

    @Test
    void aProxyBeforeAnAnswererIsReadyWhenItHasStarted() {
        try (VertxProcess answerer = VertxProcess.instantAnswerer(logs);
                VertxProcess proxy = VertxProcess.reverseProxy(answerer, logs)) {
            Load load = Callers.call(2, Chats.direct(), Duration.ofMillis(50), proxy.address(), proxy.process());

            assertThat(load.answers()).isPositive();
            assertThat(load.refused()).isZero();
            assertThat(proxy.process().cpuSeconds()).isPositive();
        }
    }

    @Test
    void endsWhenItIsClosed() {
        VertxProcess answerer = VertxProcess.instantAnswerer(logs);
        ProcessHandle process = ProcessHandle.of(answerer.process().pid()).orElseThrow();

        answerer.close();

        assertThat(process.onExit().join().isAlive()).isFalse();
    }
}
