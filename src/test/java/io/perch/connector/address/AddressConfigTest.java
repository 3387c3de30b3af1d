package io.perch.connector.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressConfigTest {

    @Test
    void defaults() {
        AddressConfig config = config(Map.of());

        assertThat(config.dnsMemory()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.dnsTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.dnsThreads()).isEqualTo(4);
    }

    @Test
    void everyKey() {
        AddressConfig config = config(Map.of("perch.remote.dns-memory", "1m", "perch.remote.dns-timeout", "250ms",
                "perch.remote.dns-threads", "7"));

        assertThat(config.dnsMemory()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.dnsTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.dnsThreads()).isEqualTo(7);
    }

    private static AddressConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withDefaultValues(values).withMapping(AddressConfig.class).build().getConfigMapping(AddressConfig.class);
    }
}
