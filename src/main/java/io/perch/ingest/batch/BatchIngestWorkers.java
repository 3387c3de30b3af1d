package io.perch.ingest.batch;

import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/** Reads files, cuts lines, makes documents: on threads of their own, so that callers with one document do not wait for them. */
@ApplicationScoped
class BatchIngestWorkers {

    private static final int MOST_WAITING = 1_000;

    private final Workers workers;

    BatchIngestWorkers(BatchIngestConfig config) {
        this.workers = new Workers("batch-ingest", config.atOnce(), MOST_WAITING);
    }

    <T> Uni<T> run(Callable<T> job) {
        return workers.run(job);
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
