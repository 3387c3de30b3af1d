package io.perch.job;

import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** What goes wrong around a bulk, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(TestConfig.class)
class BulkFaultsIT extends BulkFaultsTest {
}
