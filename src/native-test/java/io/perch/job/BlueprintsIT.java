package io.perch.job;

import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.time.InstantSource;

/** Signatures, scripts, paths and functions, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(TestConfig.class)
class BlueprintsIT extends AllBlueprints {

    @Override
    InstantSource clock() {
        return InstantSource.system();
    }
}
