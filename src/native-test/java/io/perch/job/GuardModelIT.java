package io.perch.job;

import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Models that judge, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(TestConfig.class)
class GuardModelIT extends GuardModelTest {
}
