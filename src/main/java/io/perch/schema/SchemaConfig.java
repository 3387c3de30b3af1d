package io.perch.schema;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds on JSON Schemas, which callers write. */
@ConfigMapping(prefix = "perch.schema")
public interface SchemaConfig {

    /** Characters of one schema. */
    @WithDefault("65536")
    int maxSize();

    /** Compiled schemas that a replica keeps. */
    @WithDefault("1000")
    int remembered();

    /** Looks that a schema's patterns may take at one value together, at some 30 ns each; a reference counts as much as 100. */
    @WithDefault("10000000")
    long maxSteps();
}
