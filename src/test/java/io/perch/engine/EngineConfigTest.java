package io.perch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineConfigTest {

    @Test
    void defaults() {
        EngineConfig config = config(Map.of());

        assertThat(config.workers()).isEmpty();
        assertThat(config.maxBatchTokens()).isEqualTo(512);
        assertThat(config.maxQueue()).isEqualTo(10_000);
        assertThat(config.maxDocsPerRequest()).isEqualTo(1000);
        assertThat(config.maxTextBytes()).isEqualTo(1024 * 1024);
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.nativeLibDir()).isEmpty();
    }

    @Test
    void everyKey() {
        EngineConfig config = config(Map.of(
                "perch.engine.workers", "3",
                "perch.engine.max-batch-tokens", "256",
                "perch.engine.max-queue", "7",
                "perch.engine.max-docs-per-request", "8",
                "perch.engine.max-text-bytes", "9",
                "perch.engine.drain-timeout", "5s",
                "perch.engine.native-lib-dir", "/opt/perch/lib"));

        assertThat(config.workers()).contains(3);
        assertThat(config.maxBatchTokens()).isEqualTo(256);
        assertThat(config.maxQueue()).isEqualTo(7);
        assertThat(config.maxDocsPerRequest()).isEqualTo(8);
        assertThat(config.maxTextBytes()).isEqualTo(9);
        assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.nativeLibDir()).contains(Path.of("/opt/perch/lib"));
    }

    @Test
    void theLibraryFolderMayComeFromTheEnvironment() {
        assertThat(config(Map.of("PERCH_NATIVE_LIB", "/srv/lib")).nativeLibDir()).contains(Path.of("/srv/lib"));
    }

    private static EngineConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withDefaultValues(values).withMapping(EngineConfig.class).build().getConfigMapping(EngineConfig.class);
    }
}
