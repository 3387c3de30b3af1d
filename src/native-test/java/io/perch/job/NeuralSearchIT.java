package io.perch.job;

import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Searches by meaning, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(TestConfig.class)
class NeuralSearchIT extends NeuralSearchTest {
}
