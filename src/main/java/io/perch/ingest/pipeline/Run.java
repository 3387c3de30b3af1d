package io.perch.ingest.pipeline;

import io.perch.ingest.asking.Asker;
import io.perch.ingest.asking.Tokens;
import io.perch.ingest.asking.Turn;
import io.perch.ingest.document.IngestWorkers;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What processors need while documents go through them.
 *
 * @param pipelines by id; empty for one that is not there
 * @param depth     how many pipelines within pipelines may still come
 */
public record Run(Turn turn, Asker models, Tokens tokens, Stored stored, IngestWorkers workers,
        Function<String, Uni<Optional<Pipeline>>> pipelines, int depth) {

    public Run deeper() {
        return new Run(turn, models, tokens, stored, workers, pipelines, depth - 1);
    }

    /** Runs {@code work} on the items, where it blocks nobody. */
    public Uni<Void> think(List<Item> items, Runnable work) {
        long bytes = 0;
        for (Item item : items) {
            bytes += item.bytes();
        }
        return workers.run(bytes, () -> {
            work.run();
            return null;
        });
    }
}
