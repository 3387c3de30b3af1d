package io.perch.job;

import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@code ml_inference} in searches, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(TestConfig.class)
class SearchInferenceIT extends SearchInferenceTest {
}
