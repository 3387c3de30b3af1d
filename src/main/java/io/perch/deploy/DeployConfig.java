package io.perch.deploy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalLong;

/** How replicas keep what they hold equal to what is wanted. */
@ConfigMapping(prefix = "perch.deploy")
public interface DeployConfig {

    /** How often a replica says that it lives and what it holds. */
    @WithDefault("2s")
    Duration heartbeat();

    /** A replica that has been silent for so long counts as gone. */
    @WithDefault("15s")
    Duration silence();

    /** How often a replica compares what it holds with what is wanted, signals apart. */
    @WithDefault("5s")
    Duration reconcile();

    /** How many models one replica loads at the same time. */
    @WithDefault("2")
    int loadsAtOnce();

    /** How many loads may wait for their turn. */
    @WithDefault("100")
    int maxWaitingLoads();

    /** A load that failed is not tried again by a predict before this; the failure is answered instead. */
    @WithDefault("10s")
    Duration retryAfterFailure();

    /** How long a chunk is asked for at a store that does not answer, before the load fails. */
    @WithDefault("1m")
    Duration storePatience();

    /** Memory that a deploy must leave free, in bytes. */
    @WithDefault("67108864")
    long memoryReserve();

    /** Most bytes that models may take together. Default: what the container or the machine has. */
    OptionalLong memoryBudget();

    /**
     * Who is put out of memory when a deploy would not fit: {@code off} nobody, {@code ttl} models that have been idle for their
     * {@code model_ttl_minutes}, {@code lru} these first and then the least recently used. Never one with predicts in flight,
     * nor, short of its time to live, one that a predict would not bring back (auto deploy off).
     */
    @WithDefault("ttl")
    Evict evict();

    /** A model that was used within this time does not go as the least recently used: two that take turns would only load. */
    @WithDefault("30s")
    Duration evictAfterIdle();

    /** Whether a replica is ready although a model that was wanted at its start could not be loaded. */
    @WithDefault("false")
    boolean readyWithFailedModels();
}
