package io.perch.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.ingest.PipelineTable.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Pipelines of one kind as they are put, read and deleted. What they are, whoever puts them has checked. */
public final class PipelineStore {

    private final Kind kind;
    private final PipelineTable table;
    private final PipelineCatalog<?> catalog;

    public PipelineStore(Kind kind, PipelineTable table, PipelineCatalog<?> catalog) {
        this.kind = kind;
        this.table = table;
        this.catalog = catalog;
    }

    /**
     * Fails with PIPELINES_FULL.
     *
     * @param models ids of those that it asks
     * @param key    that says how many pipelines there may be
     */
    public Uni<Void> put(String id, ObjectNode body, Set<String> models, int most, String key) {
        return table.put(kind, id, body.toString(), models, most)
                .invoke(stored -> requireStored(stored, most, key))
                .invoke(() -> catalog.forget(id))
                .replaceWithVoid();
    }

    private static void requireStored(boolean stored, int most, String key) {
        if (!stored) {
            throw new PerchException(ErrorCode.PIPELINES_FULL, "There are " + most + " pipelines", "delete one, or raise " + key);
        }
    }

    /** As they were put, by id. @param ids with commas and {@code *}; {@code null}: all */
    public Uni<Map<String, ObjectNode>> get(String ids) {
        Wildcards wanted = Wildcards.of(ids);
        return table.all(kind).map(all -> {
            Map<String, ObjectNode> found = new LinkedHashMap<>();
            all.forEach((id, stored) -> {
                if (wanted.match(id)) {
                    found.put(id, Json.read(stored.body(), ObjectNode.class));
                }
            });
            return found;
        });
    }

    /** Fails with PIPELINE_NOT_FOUND, but for {@code *}. */
    public Uni<Void> delete(String ids) {
        return get(ids).invoke(found -> {
            if (found.isEmpty() && !ids.equals("*")) {
                throw new PerchException(ErrorCode.PIPELINE_NOT_FOUND, "pipeline [" + ids + "] is missing", null);
            }
        }).chain(found -> Multi.createFrom().iterable(found.keySet())
                .onItem().transformToUniAndConcatenate(id -> table.delete(kind, id).invoke(() -> catalog.forget(id)))
                .collect().last()).replaceWithVoid();
    }
}
