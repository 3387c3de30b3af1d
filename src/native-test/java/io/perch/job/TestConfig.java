package io.perch.job;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;

/** What an operator gives Perch as it ships, so that it can do what the tests of its code ask for: as their profile has it. */
public final class TestConfig implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("perch.credentials.master-key", "cGVyY2ggdGVzdHM6IG5vIHNlY3JldCwgMzIgYnl0ZXM=",
                "perch.credentials.folder", folder("test-credentials"),
                "perch.credentials.file-memory", "0s",
                "perch.search.batch", "5",
                "perch.batch-ingest.file-roots", folder("test-lines"),
                "perch.batch-ingest.block", "64K",
                "perch.artifact.file-roots", folder("test-packages"),
                "plugins.ml_commons.allow_registering_model_via_url", "true",
                "plugins.ml_commons.allow_registering_model_via_local_file", "true");
    }

    private static String folder(String name) {
        return Path.of("target", name).toAbsolutePath().toString();
    }

    @Override
    public void stop() {
        // nothing to end
    }
}
