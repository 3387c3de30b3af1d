package io.perch.testing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** For tests with a service on this machine that connectors may call, a new one for each test. */
public abstract class WithProvider {

    protected final Provider provider = new Provider();

    @BeforeEach
    void allow() {
        Connectors.allow();
    }

    @AfterEach
    void forbid() {
        Connectors.forbid();
        provider.close();
    }
}
