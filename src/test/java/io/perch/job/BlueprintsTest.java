package io.perch.job;

import io.perch.testing.Servers;
import io.perch.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.InstantSource;

@QuarkusTest
@WithTestResource(Servers.class)
class BlueprintsTest extends AllBlueprints {

    @Inject
    TestClock clock;

    @Override
    InstantSource clock() {
        return clock;
    }
}
