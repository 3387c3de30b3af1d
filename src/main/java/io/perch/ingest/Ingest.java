package io.perch.ingest;

import io.perch.ingest.asking.Asker;
import io.perch.ingest.asking.Tokens;
import io.perch.ingest.asking.Turn;
import io.perch.ingest.document.IngestWorkers;
import io.perch.ingest.pipeline.IngestConfig;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.ingest.pipeline.Run;
import io.perch.ingest.pipeline.Stored;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Sends documents through pipelines. */
@ApplicationScoped
public class Ingest {

    private final Pipelines pipelines;
    private final Asker asker;
    private final Tokens tokens;
    private final IngestWorkers workers;
    private final IngestConfig config;

    Ingest(Pipelines pipelines, Asker asker, Tokens tokens, IngestWorkers workers, IngestConfig config) {
        this.pipelines = pipelines;
        this.asker = asker;
        this.tokens = tokens;
        this.workers = workers;
        this.config = config;
    }

    /** Never fails; each document says itself how it ended. @param stored where documents may lie already */
    public Uni<Void> run(Pipeline pipeline, List<Item> items, Turn turn, Stored stored) {
        return pipeline.run(items,
                new Run(turn, asker, tokens, stored, workers, pipelines::find, config.maxDepth()));
    }
}
