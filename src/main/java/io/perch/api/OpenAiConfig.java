package io.perch.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What {@code /v1} answers with. */
@ConfigMapping(prefix = "perch.openai")
public interface OpenAiConfig {

    /** How many models {@code GET /v1/models} lists. */
    @WithDefault("1000")
    int maxListedModels();
}
