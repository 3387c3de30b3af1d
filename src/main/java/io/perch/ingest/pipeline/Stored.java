package io.perch.ingest.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.document.Document;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Documents as they lie in their indices. */
public interface Stored {

    /** Knows of none: for simulations, whose documents lie nowhere. */
    Stored NONE = documents -> Uni.createFrom().item(Map.of());

    /** The fields of those that are stored under the same index and id. */
    Uni<Map<Document, ObjectNode>> of(List<Document> documents);
}
