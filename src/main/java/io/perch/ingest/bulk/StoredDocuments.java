package io.perch.ingest.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.document.Document;
import io.perch.ingest.pipeline.Stored;
import io.perch.search.CallersIndices;
import io.perch.search.IndexConfig;
import io.perch.search.OpenSearch;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Documents as they lie in OpenSearch, by index and id. */
@ApplicationScoped
class StoredDocuments implements Stored {

    private final OpenSearch search;
    private final CallersIndices indices;
    private final IndexConfig config;

    StoredDocuments(OpenSearch search, CallersIndices indices, IndexConfig config) {
        this.search = search;
        this.indices = indices;
        this.config = config;
    }

    /** Fails with INDEX_FORBIDDEN, and as {@link OpenSearch#send} does. */
    @Override
    public Uni<Map<Document, ObjectNode>> of(List<Document> documents) {
        List<Document> named = documents.stream().filter(document -> document.text(Document.ID) != null).toList();
        if (named.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        named.forEach(document -> indices.requireWritable(document.text(Document.INDEX)));
        return search.send(SearchCall.json(HttpMethod.POST, "/_mget", wanted(named).toString()), config.patience())
                .map(answer -> found(named, answer.tree().path("docs")));
    }

    private static ObjectNode wanted(List<Document> documents) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode docs = body.putArray("docs");
        for (Document document : documents) {
            ObjectNode doc = docs.addObject().put("_index", document.text(Document.INDEX)).put("_id", document.text(Document.ID));
            if (document.text("_routing") != null) {
                doc.put("routing", document.text("_routing"));
            }
        }
        return body;
    }

    private static Map<Document, ObjectNode> found(List<Document> documents, JsonNode docs) {
        Map<Document, ObjectNode> found = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            if (docs.path(i).path("found").asBoolean() && docs.path(i).get("_source") instanceof ObjectNode source) {
                found.put(documents.get(i), source);
            }
        }
        return found;
    }
}
