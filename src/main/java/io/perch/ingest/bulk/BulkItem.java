package io.perch.ingest.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;

/**
 * What became of one operation.
 *
 * @param verb    index, create, update or delete
 * @param index   where it was to go; {@code null} when nobody said
 * @param id      {@code null} when it has none
 * @param answer  of OpenSearch, with {@code status}; {@code null} after a failure and for what was dropped
 * @param failure {@code null} unless it failed before or on its way
 */
public record BulkItem(String verb, String index, String id, ObjectNode answer, PerchException failure) {

    /** A pipeline has decided that it is not to be stored. */
    public boolean dropped() {
        return answer == null && failure == null;
    }

    /** How a dropped one is told, as OpenSearch does: without a status. */
    public ObjectNode noop() {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("_index", index).put("_id", id)
                .put("_version", -1).put("result", "noop");
        told.putObject("_shards").put("total", 0).put("successful", 0).put("failed", 0);
        return told;
    }

    public boolean failed() {
        return failure != null || answer != null && answer.has("error");
    }
}
