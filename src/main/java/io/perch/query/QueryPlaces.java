package io.perch.query;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where queries stand in a search, as OpenSearch reads it, and where the names of other indices do. A member of another place
 * that happens to be called like a query is data: a field of a {@code match}, a parameter of a script, a part of
 * {@code _source}.
 */
final class QueryPlaces {

    /** What stands at the end of a {@link Way}. */
    enum Place { SOURCE, AGGREGATION, QUERY }

    /**
     * @param steps names of members, in any spelling, {@code *} for each member of an object or element of an array. Arrays are
     *              looked through by names, too
     */
    record Way(Place to, List<String> steps) {
    }

    /** Of a search source, and of what is read like one: inner hits, top hits. */
    static final List<Way> OF_SOURCE = ways(
            to(Place.QUERY, "query", "post_filter", "rescore/query/rescore_query", "highlight/highlight_query",
                    "highlight/fields/*/highlight_query", "highlight/fields/*/*/highlight_query",
                    "sort/*/nested/filter", "sort/*/*/nested/filter", "sort/*/nested/nested/filter",
                    "sort/*/*/nested/nested/filter"),
            to(Place.AGGREGATION, "aggs/*", "aggregations/*"),
            to(Place.SOURCE, "collapse/inner_hits"));

    static final List<Way> OF_AGGREGATION = ways(
            to(Place.QUERY, "filter", "filters/filters/*", "adjacency_matrix/filters/*", "significant_terms/background_filter",
                    "significant_text/background_filter"),
            to(Place.AGGREGATION, "aggs/*", "aggregations/*"),
            to(Place.SOURCE, "top_hits"));

    private static final List<Way> JOINED = ways(to(Place.QUERY, "query"), to(Place.SOURCE, "inner_hits"));
    private static final List<Way> FILTERED_FIELD = ways(to(Place.QUERY, "*/filter"));

    /** Of the queries that have queries in them. */
    static final Map<String, List<Way>> OF_QUERY = Map.ofEntries(
            Map.entry("bool", ways(to(Place.QUERY, "must", "should", "must_not", "filter"))),
            Map.entry("boosting", ways(to(Place.QUERY, "positive", "negative"))),
            Map.entry("constant_score", ways(to(Place.QUERY, "filter"))),
            Map.entry("dis_max", ways(to(Place.QUERY, "queries"))),
            Map.entry("function_score", ways(to(Place.QUERY, "query", "functions/filter"))),
            Map.entry("script_score", ways(to(Place.QUERY, "query"))),
            Map.entry("hybrid", ways(to(Place.QUERY, "queries", "filter"))),
            Map.entry("nested", JOINED),
            Map.entry("has_child", JOINED),
            Map.entry("has_parent", JOINED),
            Map.entry(NeuralClause.NAME, FILTERED_FIELD),
            Map.entry("knn", FILTERED_FIELD),
            Map.entry("template", ways(to(Place.QUERY, ""))),
            Map.entry("terms", ways(to(Place.QUERY, "*/query"))));

    /** Ways to names of other indices, by the query that looks things up there. */
    static final Map<String, List<List<String>>> LOOK_UPS = Map.of(
            "terms", List.of(List.of("*", "index")),
            "more_like_this", List.of(List.of("like", "_index"), List.of("unlike", "_index"), List.of("docs", "_index")),
            "percolate", List.of(List.of("index")));

    /** Their shape may be one of another index. */
    static final Set<String> OF_SHAPES = Set.of("geo_shape", "xy_shape", "shape");

    /** Queries that have neither queries nor indices in them. */
    static final Set<String> PLAIN = Set.of(SparseClause.NAME,
            "match", "match_all", "match_none", "match_phrase", "match_phrase_prefix", "match_bool_prefix", "multi_match",
            "combined_fields", "common", "query_string", "simple_query_string", "term", "terms_set", "range", "exists",
            "prefix", "wildcard", "regexp", "fuzzy", "ids", "intervals", "span_term", "span_near", "span_or", "span_not",
            "span_first", "span_containing", "span_within", "span_multi", "span_gap", "field_masking_span", "geo_distance",
            "geo_bounding_box", "geo_polygon", "script", "rank_feature", "distance_feature", "parent_id", "type", "wrapper");

    private QueryPlaces() {
    }

    static boolean isKnown(String query) {
        return OF_QUERY.containsKey(query) || LOOK_UPS.containsKey(query) || OF_SHAPES.contains(query) || PLAIN.contains(query);
    }

    @SafeVarargs
    private static List<Way> ways(Stream<Way>... ways) {
        return Arrays.stream(ways).flatMap(each -> each).collect(Collectors.toUnmodifiableList());
    }

    private static Stream<Way> to(Place place, String... paths) {
        return Arrays.stream(paths).map(path -> new Way(place, path.isEmpty() ? List.of() : List.of(path.split("/"))));
    }
}
