package io.perch.deploy;

/**
 * A loaded model, as one that could make room.
 *
 * @param bytes     that it gives back
 * @param lastUsed  epoch ms
 * @param expired   idle for longer than its owner's time to live
 * @param busy      somebody waits for its answer
 * @param comesBack the next predict deploys it again: nobody has to notice that it was away
 */
record Held(String modelId, long bytes, long lastUsed, boolean expired, boolean busy, boolean comesBack) {

    /** @param idleSince epoch ms; whoever was used later is in use */
    boolean mayGo(Evict policy, long idleSince) {
        return !busy && switch (policy) {
            case OFF -> false;
            case TTL -> expired;
            case LRU -> expired || comesBack && lastUsed <= idleSince;
        };
    }

    /** As the label of the metric says it. */
    String reason() {
        return expired ? "ttl" : "lru";
    }
}
