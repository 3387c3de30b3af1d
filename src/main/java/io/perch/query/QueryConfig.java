package io.perch.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds on one search, or on all searches of one {@code _msearch} together. */
@ConfigMapping(prefix = "perch.query")
public interface QueryConfig {

    /** Clauses {@code neural} and {@code neural_sparse}. */
    @WithDefault("1000")
    int maxClauses();

    /** Searches of one {@code _msearch}. */
    @WithDefault("1000")
    int maxSearches();

    /** Different texts and images that models are asked for. */
    @WithDefault("1000")
    int maxTexts();

    /** Tokens of one {@code neural_sparse}; the heaviest stay. A whole query of OpenSearch may have 1024 clauses. */
    @WithDefault("512")
    int maxTokens();
}
