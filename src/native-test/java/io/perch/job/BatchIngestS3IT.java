package io.perch.job;

import io.perch.testing.ObjectStand;
import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Batch ingestions from S3, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(ObjectStand.class)
@WithTestResource(TestConfig.class)
class BatchIngestS3IT extends BatchIngestS3Test {
}
