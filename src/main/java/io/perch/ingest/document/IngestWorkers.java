package io.perch.ingest.document;

import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Reads, changes and writes documents, where that would hold an event loop. */
@ApplicationScoped
public class IngestWorkers {

    /** Each bulk has a few windows on their way, and there is a bound on bulks: these are for single documents. */
    private static final int MOST_WAITING = 10_000;

    /** Bytes. */
    private static final int INLINE = 16_384;

    private final Workers workers = new Workers("ingest", Runtime.getRuntime().availableProcessors(), MOST_WAITING);

    /** Runs {@code job} on a worker. Fails with QUEUE_FULL, and with what it throws. */
    public <T> Uni<T> run(Callable<T> job) {
        return workers.run(job);
    }

    /** As {@link #run(Callable)}, but at once where so few bytes are to be looked at that it holds nobody up. */
    public <T> Uni<T> run(long bytes, Supplier<T> job) {
        return bytes > INLINE ? workers.run(job::get) : Uni.createFrom().item(job);
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
