package io.perch.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.perch.search.mirror.Mirrored;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connectors as searches find them: never a credential, and none that is part of a model. */
final class ConnectorDocuments implements Mirrored {

    @Override
    public String kind() {
        return "connector";
    }

    @Override
    public String shownIndex() {
        return ".plugins-ml-connector";
    }

    @Override
    public String mappings() {
        return """
                {"dynamic": false, "properties": {
                  "name": {"type": "text", "fields": {"keyword": {"type": "keyword", "ignore_above": 256}}},
                  "version": {"type": "keyword"}, "description": {"type": "text"}, "protocol": {"type": "keyword"},
                  "parameters": {"type": "flat_object"}, "actions": {"type": "flat_object"},
                  "client_config": {"type": "flat_object"},
                  "created_time": {"type": "date", "format": "strict_date_time||epoch_millis"},
                  "last_updated_time": {"type": "date", "format": "strict_date_time||epoch_millis"}}}""";
    }

    @Override
    public Uni<Map<String, ObjectNode>> documents(Collection<String> ids) {
        return Panache.withSession(() -> ConnectorEntity.<ConnectorEntity>list("id in ?1 and inline = false", List.copyOf(ids)))
                .map(found -> {
                    Map<String, ObjectNode> documents = new HashMap<>();
                    found.forEach(connector -> documents.put(connector.id, document(connector)));
                    return documents;
                });
    }

    private static ObjectNode document(ConnectorEntity connector) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", connector.name).put("version", connector.version)
                .put("protocol", connector.protocol.wireName());
        if (connector.description != null) {
            document.put("description", connector.description);
        }
        document.set("parameters", Json.read(connector.parameters, ObjectNode.class));
        document.set("actions", Json.read(connector.actions, JsonNode.class));
        if (connector.clientConfig != null) {
            document.set("client_config", Json.read(connector.clientConfig, ObjectNode.class));
        }
        return document.put("created_time", connector.createdTime).put("last_updated_time", connector.lastUpdatedTime);
    }
}
