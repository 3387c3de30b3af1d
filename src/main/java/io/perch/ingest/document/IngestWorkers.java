package io.perch.ingest.document;

import io.perch.base.Workers;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads, changes and writes documents, where that would hold an event loop. */
@ApplicationScoped
public class IngestWorkers {

    /** Each bulk has a few windows on their way, and there is a bound on bulks: these are for single documents. */
    private static final int MOST_WAITING = 10_000;

    private final Workers workers = new Workers("ingest", Runtime.getRuntime().availableProcessors(), MOST_WAITING);

    public Workers workers() {
        return workers;
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
