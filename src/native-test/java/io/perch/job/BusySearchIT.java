package io.perch.job;

import io.perch.testing.Servers;
import io.perch.testing.TroubledOpenSearch;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Troubles of OpenSearch, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
@WithTestResource(TroubledOpenSearch.class)
@WithTestResource(TestConfig.class)
class BusySearchIT extends BusySearchTest {
}
