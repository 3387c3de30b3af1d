package io.perch.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the original's store answers to an update or delete. Clients read {@code result}; the rest keeps its shape. */
record WriteAnswer(@JsonProperty("_index") String index, @JsonProperty("_id") String id, @JsonProperty("_version") long version,
        String result, @JsonProperty("forced_refresh") boolean forcedRefresh, @JsonProperty("_shards") Shards shards,
        @JsonProperty("_seq_no") long seqNo, @JsonProperty("_primary_term") int primaryTerm) {

    record Shards(int total, int successful, int failed) {
        private static final Shards ONE = new Shards(1, 1, 0);
    }

    static WriteAnswer deleted(String index, String id, long lastRevision) {
        return of(index, id, lastRevision + 1, "deleted");
    }

    static WriteAnswer updated(String index, String id, long revision) {
        return of(index, id, revision, "updated");
    }

    private static WriteAnswer of(String index, String id, long version, String result) {
        return new WriteAnswer(index, id, version, result, true, Shards.ONE, version, 1);
    }
}
