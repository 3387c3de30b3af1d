package io.perch.connector.address;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How hosts of remote services are looked up. */
@ConfigMapping(prefix = "perch.remote")
public interface AddressConfig {

    /** How long the addresses of a host are remembered. The Java runtime remembers them on its own for up to 30 seconds. */
    @WithDefault("10s")
    Duration dnsMemory();

    /** A look-up that takes longer has failed. */
    @WithDefault("5s")
    Duration dnsTimeout();

    /** How many hosts are looked up at the same time. */
    @WithDefault("4")
    int dnsThreads();
}
