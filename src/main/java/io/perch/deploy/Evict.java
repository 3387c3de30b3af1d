package io.perch.deploy;

/** Which models may be put out of memory when a deploy would not fit otherwise. */
public enum Evict {
    /** None: the deploy is refused. */
    OFF,
    /** Those that have been idle for their {@code model_ttl_minutes}: their owner said that they may go. */
    TTL,
    /** Those first, then the least recently used that the next predict brings back. */
    LRU
}
