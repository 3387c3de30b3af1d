package io.perch.engine.queue;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much may wait for a model, and how much of it runs at once: keys of {@code perch.engine}. */
public interface QueueLimits {

    /** Tokens in one run of a network, all texts of the batch together; a longer text runs alone. */
    @WithDefault("512")
    int maxBatchTokens();

    /** Texts that may wait per model before callers are refused with QUEUE_FULL. */
    @WithDefault("10000")
    int maxQueue();

    /** Of those, texts of bulk requests: what remains is kept for callers who wait for an answer. */
    @WithDefault("8000")
    int maxBulkQueue();

    /** A request of more texts than this waits in the bulk lane, unless its {@code X-Perch-Priority} says otherwise. */
    @WithDefault("32")
    int bulkAbove();

    /** How long an undeploy lets queued texts be answered before it refuses the rest. A run in flight is always waited for. */
    @WithDefault("30s")
    Duration drainTimeout();
}
