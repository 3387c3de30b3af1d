package io.perch.api;

import org.jboss.resteasy.reactive.RestQuery;

/** What several searches may be told beside the body; one search, too. */
public class MultiSearchParameters {

    /** Perch's to read. */
    static final String SEARCH_PIPELINE = "search_pipeline";

    @RestQuery("search_type")
    public String searchType;
    @RestQuery(SEARCH_PIPELINE)
    public String searchPipeline;
    @RestQuery("typed_keys")
    public String typedKeys;
    @RestQuery("rest_total_hits_as_int")
    public String restTotalHitsAsInt;
    @RestQuery("max_concurrent_shard_requests")
    public String maxConcurrentShardRequests;
    @RestQuery("pre_filter_shard_size")
    public String preFilterShardSize;
    @RestQuery("cancel_after_time_interval")
    public String cancelAfterTimeInterval;
    @RestQuery("ccs_minimize_roundtrips")
    public String ccsMinimizeRoundtrips;
    @RestQuery("ignore_unavailable")
    public String ignoreUnavailable;
    @RestQuery("ignore_throttled")
    public String ignoreThrottled;
    @RestQuery("allow_no_indices")
    public String allowNoIndices;
    @RestQuery("expand_wildcards")
    public String expandWildcards;
}
