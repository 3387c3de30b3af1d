package io.perch.search.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Nearest;
import io.perch.base.PerchException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller may ask of a mirror: an ordinary search source, over this index and no other. OpenSearch would follow a query to
 * indices that the caller must not see, and with Perch's own rights.
 */
final class MirrorQuery {

    private static final Set<String> MEMBERS = Set.of("query", "post_filter", "size", "from", "sort", "aggs", "aggregations",
            "_source", "fields", "docvalue_fields", "stored_fields", "highlight", "track_total_hits", "track_scores", "min_score",
            "search_after", "timeout", "terminate_after", "explain", "version", "seq_no_primary_term", "collapse", "suggest");

    /** Lead to other indices, or run code in the cluster. */
    private static final Set<String> ELSEWHERE = Set.of("index", "indexed_shape", "like", "script", "script_score", "scripted_metric",
            "bucket_script", "bucket_selector", "percolate", "more_like_this");

    private MirrorQuery() {
    }

    /** The query as it goes to OpenSearch. Throws QUERY_INVALID. @param asked not changed */
    static ObjectNode of(ObjectNode asked) {
        for (Map.Entry<String, JsonNode> member : asked.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                List<String> near = Nearest.to(member.getKey(), MEMBERS);
                throw new PerchException(ErrorCode.QUERY_INVALID, "A search here has no member [" + member.getKey() + "]",
                        near.isEmpty() ? "it takes " + MEMBERS.stream().sorted().toList() : "did you mean " + near + "?");
            }
            stayHere(member.getValue());
        }
        ObjectNode query = asked.deepCopy();
        query.put("version", true).put("seq_no_primary_term", true);
        return query;
    }

    private static void stayHere(JsonNode node) {
        node.properties().forEach(member -> {
            if (ELSEWHERE.contains(member.getKey())) {
                throw new PerchException(ErrorCode.QUERY_INVALID, "[" + member.getKey() + "] is not taken in a search here",
                        "ask with clauses that look at this index only, and run no scripts");
            }
        });
        node.forEach(MirrorQuery::stayHere);
    }
}
