package io.perch.connector.address;

import java.time.Duration;

/** {@link AddressConfig} with the documented defaults, and what a test changes. */
record TestAddresses(Duration dnsMemory, Duration dnsTimeout, int dnsThreads) implements AddressConfig {

    static final TestAddresses DEFAULTS = new TestAddresses(Duration.ofSeconds(10), Duration.ofMinutes(2), 4);

    TestAddresses dnsTimeout(Duration patience) {
        return new TestAddresses(dnsMemory, patience, dnsThreads);
    }

    TestAddresses dnsThreads(int count) {
        return new TestAddresses(dnsMemory, dnsTimeout, count);
    }
}
