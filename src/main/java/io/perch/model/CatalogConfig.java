package io.perch.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on models and on what a replica remembers of them. */
@ConfigMapping(prefix = "perch.model")
public interface CatalogConfig {

    /** How many models a replica keeps in memory; the rest is read when it is asked for. */
    @WithDefault("10000")
    int remembered();

    /** How many chunks one upload may have. */
    @WithDefault("10000")
    int maxChunks();

    /** After so long without a new chunk an unfinished upload is given up and deleted. */
    @WithDefault("7d")
    Duration uploadPatience();

    /** How long one chunk is offered to a store that does not take it, before the upload or the task fails. */
    @WithDefault("5m")
    Duration storePatience();

    /** How long the upload of the last chunk waits for the whole to be checked before it answers. */
    @WithDefault("120s")
    Duration sealPatience();
}
