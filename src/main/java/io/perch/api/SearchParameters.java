package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * What a search may be told beside its body, as OpenSearch knows it. The {@link Door} lets nothing else pass; the values go on
 * as they came ({@link ForwardedQuery}).
 */
public class SearchParameters extends MultiSearchParameters {

    @RestQuery
    public String q;
    @RestQuery
    public String df;
    @RestQuery
    public String analyzer;
    @RestQuery("analyze_wildcard")
    public String analyzeWildcard;
    @RestQuery("default_operator")
    public String defaultOperator;
    @RestQuery
    public String lenient;
    @RestQuery
    public String from;
    @RestQuery
    public String size;
    @RestQuery
    public String sort;
    @RestQuery("_source")
    public String sourceFields;
    @RestQuery("_source_includes")
    public String sourceIncludes;
    @RestQuery("_source_excludes")
    public String sourceExcludes;
    @RestQuery("stored_fields")
    public String storedFields;
    @RestQuery("docvalue_fields")
    public String docvalueFields;
    @RestQuery
    public String routing;
    @RestQuery
    public String preference;
    @RestQuery("request_cache")
    public String requestCache;
    @RestQuery
    public String timeout;
    @RestQuery("terminate_after")
    public String terminateAfter;
    @RestQuery("track_scores")
    public String trackScores;
    @RestQuery("track_total_hits")
    public String trackTotalHits;
    @RestQuery
    public String explain;
    @RestQuery
    public String version;
    @RestQuery("seq_no_primary_term")
    public String seqNoPrimaryTerm;
    @RestQuery
    public String stats;
    @RestQuery("suggest_field")
    public String suggestField;
    @RestQuery("suggest_mode")
    public String suggestMode;
    @RestQuery("suggest_size")
    public String suggestSize;
    @RestQuery("suggest_text")
    public String suggestText;
    @RestQuery("allow_partial_search_results")
    public String allowPartialSearchResults;
    @RestQuery("batched_reduce_size")
    public String batchedReduceSize;
    @RestQuery("include_named_queries_score")
    public String includeNamedQueriesScore;
    @RestQuery("phase_took")
    public String phaseTook;
    @RestQuery("verbose_pipeline")
    public String verbosePipeline;
    @RestQuery
    public String scroll;
    @RestQuery
    public String source;
    @RestQuery("source_content_type")
    public String sourceContentType;

    /** {@code null} for none. Throws SEARCH_NOT_SERVED. */
    String pipeline(HttpServerRequest request) {
        if (searchPipeline != null && Flag.isOn(request, "verbose_pipeline")) {
            throw new PerchException(ErrorCode.SEARCH_NOT_SERVED,
                    "[verbose_pipeline]: Perch does not tell what each processor does", "leave it out");
        }
        return searchPipeline;
    }
}
