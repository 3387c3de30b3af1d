package io.perch.model;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Where models that are registered by name and version come from. */
@ConfigMapping(prefix = "perch.pretrained")
public interface PretrainedConfig {

    /** {@code https:}, {@code http:}, or {@code file:} for a folder that mirrors it; set to nothing, there are none. */
    @WithDefault("https://artifacts.opensearch.org/models/ml-models")
    Optional<URI> root();

    /** Of the listing and of a config.json, which are read whole. The original's are of a few kilobytes. */
    @WithDefault("4M")
    MemorySize maxDocumentSize();
}
