package io.perch.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.search.mirror.Mirror;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds connectors by OpenSearch's query language. */
@ApplicationScoped
public class ConnectorSearch {

    private final ConnectorDocuments documents = new ConnectorDocuments();
    private final Mirror mirror;

    ConnectorSearch(Mirror mirror) {
        this.mirror = mirror;
    }

    /** Fails as {@link Mirror#search} does. */
    public Uni<ObjectNode> search(ObjectNode asked) {
        return mirror.search(documents, asked);
    }
}
