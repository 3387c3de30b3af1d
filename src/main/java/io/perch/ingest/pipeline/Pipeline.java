package io.perch.ingest.pipeline;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Processors in their order. Immutable: who began with it ends with it, whatever is stored in its place meanwhile.
 *
 * @param id        {@code null} for one that is not stored
 * @param onFailure what is done with documents that fail in one of the steps; they go no further, and are not lost
 */
public record Pipeline(String id, List<Step> steps, List<Step> onFailure) {

    public Pipeline {
        steps = List.copyOf(steps);
        onFailure = List.copyOf(onFailure);
    }

    /** Never fails; documents that do are told so. */
    public Uni<Void> run(List<Item> items, Run run) {
        items.forEach(item -> item.document().ingest().put("pipeline", id));
        return Step.runAll(steps, items, run).chain(() -> {
            List<Item> failed = items.stream().filter(item -> item.failure() != null).toList();
            return failed.isEmpty() || onFailure.isEmpty() ? Uni.createFrom().voidItem()
                    : Step.handle(onFailure, null, failed, run);
        });
    }
}
