package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialConfigTest {

    @Test
    void defaults() {
        CredentialConfig config = config(Map.of());

        assertThat(config.masterKey()).isEmpty();
        assertThat(config.masterKeyFile()).isEmpty();
        assertThat(config.previousMasterKeys()).isEmpty();
        assertThat(config.envPrefix()).isEqualTo("PERCH_CREDENTIAL_");
        assertThat(config.folder()).isEmpty();
        assertThat(config.fileMemory()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void everyKey() {
        CredentialConfig config = config(Map.of(
                "perch.credentials.master-key", "abc+/=",
                "perch.credentials.master-key-file", "/run/key",
                "perch.credentials.previous-master-keys", "one==,two==",
                "perch.credentials.env-prefix", "KEY_",
                "perch.credentials.folder", "/run/credentials",
                "perch.credentials.file-memory", "3s"));

        assertThat(config.masterKey()).contains("abc+/=");
        assertThat(config.masterKeyFile()).contains(Path.of("/run/key"));
        assertThat(config.previousMasterKeys().orElseThrow()).containsExactly("one==", "two==");
        assertThat(config.envPrefix()).isEqualTo("KEY_");
        assertThat(config.folder()).contains(Path.of("/run/credentials"));
        assertThat(config.fileMemory()).isEqualTo(Duration.ofSeconds(3));
    }

    private static CredentialConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withDefaultValues(values).withMapping(CredentialConfig.class).build().getConfigMapping(CredentialConfig.class);
    }
}
