package io.perch.search.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.OpenSearch;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.perch.search.SearchIndex;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;

/** The index of one kind. */
record MirrorIndex(OpenSearch search, String name, Duration patience) {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    /** Whether it had to be made, and is empty. */
    Uni<Boolean> ready(String mappings, int replicas) {
        return new SearchIndex(search, name, "what is to be searched").ready("""
                {"settings": {"index": {"number_of_shards": 1, "number_of_replicas": %d}}, "mappings": %s}
                """.formatted(replicas, mappings), patience);
    }

    private static PerchException refused(String reason) {
        return new PerchException(ErrorCode.CHUNK_STORE_REFUSED, "OpenSearch did not take what is to be searched: " + reason, null);
    }

    /**
     * Each change by its number, so that an older one never takes the place of a newer one, whoever brings it.
     *
     * @param documents by id; what is not among them is gone
     */
    Uni<Void> take(Map<String, Long> changes, Map<String, ObjectNode> documents) {
        StringBuilder lines = new StringBuilder();
        changes.forEach((id, change) -> {
            ObjectNode document = documents.get(id);
            ObjectNode order = JsonNodeFactory.instance.objectNode();
            order.putObject(document == null ? "delete" : "index").put("_id", id).put("version", change)
                    .put("version_type", "external_gte");
            lines.append(order).append('\n');
            if (document != null) {
                lines.append(document).append('\n');
            }
        });
        return search.send(SearchCall.json(HttpMethod.POST, "/" + name + "/_bulk", lines.toString()), patience)
                .invoke(answer -> check(answer.tree())).replaceWithVoid();
    }

    private static void check(JsonNode answer) {
        for (JsonNode item : answer.path("items")) {
            JsonNode done = item.elements().next();
            int status = done.path("status").asInt();
            boolean wellKnown = status / 100 == 2 || status == NOT_FOUND || status == CONFLICT;
            if (!wellKnown) {
                throw refused(done.at("/error/reason").asText(done.toString()));
            }
        }
    }

    Uni<Void> refresh() {
        return search.send(SearchCall.json(HttpMethod.POST, "/" + name + "/_refresh"), patience).replaceWithVoid();
    }

    /** OpenSearch's answer. Fails with QUERY_INVALID for what it does not understand. */
    Uni<ObjectNode> query(ObjectNode query) {
        return search.send(SearchCall.json(HttpMethod.POST, "/" + name + "/_search", query.toString()).accepting(BAD_REQUEST),
                patience).map(MirrorIndex::answer);
    }

    private static ObjectNode answer(SearchAnswer answer) {
        if (answer.status() == BAD_REQUEST) {
            throw new PerchException(ErrorCode.QUERY_INVALID, answer.reason(), null);
        }
        return (ObjectNode) answer.tree();
    }
}
