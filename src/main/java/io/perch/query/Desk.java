package io.perch.query;

import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Where searches are read and written: on the event loop what is short, on workers what would hold it for milliseconds. */
@ApplicationScoped
public class Desk {

    private static final int LARGE_BYTES = 512 * 1024;
    private static final int MANY_NUMBERS = 20_000;
    private static final int MOST_WAITING = 1_000;

    private final Workers workers = new Workers("query", Runtime.getRuntime().availableProcessors(), MOST_WAITING);

    /**
     * Fails with what {@code work} throws.
     *
     * @param bytes   that the work goes through
     * @param numbers that it reads and writes
     */
    public <T> Uni<T> work(long bytes, long numbers, Supplier<T> work) {
        return bytes < LARGE_BYTES && numbers < MANY_NUMBERS ? Uni.createFrom().item(work) : workers.run(work::get);
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
