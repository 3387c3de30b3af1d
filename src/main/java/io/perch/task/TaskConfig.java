package io.perch.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How replicas share background work. */
@ConfigMapping(prefix = "perch.task")
public interface TaskConfig {

    /** How long a silent replica keeps its tasks before another takes them over. */
    @WithDefault("30s")
    Duration lease();

    /** How often a replica renews its leases; well under {@link #lease()}. */
    @WithDefault("5s")
    Duration heartbeat();

    /** After so many runs that ended with their replica a task fails. */
    @WithDefault("3")
    int maxAttempts();

    /** The longest {@code ?wait=} of a caller; more is cut to it. */
    @WithDefault("60s")
    Duration maxWait();

    /** How many callers may wait for tasks on one replica. */
    @WithDefault("1000")
    int maxWaiting();

    /** How long an ended task can still be read. */
    @WithDefault("30d")
    Duration retention();
}
