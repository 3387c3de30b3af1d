package io.perch.job;

import io.perch.testing.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** {@code text_chunking}, as Perch ships. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
@WithTestResource(TestConfig.class)
class TextChunkingIT extends TextChunkingTest {
}
