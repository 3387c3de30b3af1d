package io.perch.model;

/**
 * A model as it stands in the database: an immutable snapshot, safe to keep in memory. Times are epoch milliseconds.
 *
 * @param version  the number of this model in its group, counted from 1
 * @param format   {@code null} for remote models
 * @param connectorId how the remote service is called; {@code null} for local models
 * @param gate     what stands between callers and the model
 * @param revision counts the changes of this row; {@code _version} in answers
 */
public record Model(String id, String groupId, String name, int version, String description, FunctionName function,
        ModelFormat format, String connectorId, ModelState state, ModelConfig config, Content content, boolean enabled,
        DeploySetting deploySetting, Gate gate, Times times, long revision) {

    /** The package: its SHA-256 in lower-case hex, size in bytes and number of chunks; {@code null} where not known yet. */
    public record Content(String sha256, Long bytes, Integer chunks) {
    }

    /**
     * @param autoDeploy load on the first predict; {@code null} follows the cluster setting
     * @param ttlMinutes idle minutes after which it is undeployed; negative: never
     */
    public record DeploySetting(Boolean autoDeploy, long ttlMinutes, Limits limits) {

        public static final DeploySetting DEFAULT = new DeploySetting(null, -1, Limits.NONE);
    }

    /**
     * How much of a replica the model may take; {@code null}: as much as the replica's own limits allow.
     *
     * @param maxQueue   texts that may wait for it
     * @param maxWorkers engine threads that may run it at once
     */
    public record Limits(Integer maxQueue, Integer maxWorkers) {

        public static final Limits NONE = new Limits(null, null);
    }

    /** What happened when; {@code null} for what has not. */
    public record Times(long created, long lastUpdated, Long lastRegistered, Long lastDeployed, Long lastUndeployed) {
    }

    public boolean registered() {
        return state != ModelState.REGISTERING;
    }
}
