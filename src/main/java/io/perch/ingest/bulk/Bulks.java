package io.perch.ingest.bulk;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.pipeline.IngestConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Bulks of documents, so many at once. */
@ApplicationScoped
public class Bulks {

    private final Windows windows;
    private final IngestConfig config;
    private final AtomicInteger underWay = new AtomicInteger();

    Bulks(Windows windows, IngestConfig config) {
        this.windows = windows;
        this.config = config;
    }

    /** Answers when all items are written. Fails with BULKS_FULL, before anything is read. */
    public Uni<BulkEnd> run(BulkSource source, BulkSink sink, BulkTerms terms) {
        if (underWay.incrementAndGet() > config.maxBulks()) {
            underWay.decrementAndGet();
            return Uni.createFrom().failure(new PerchException(ErrorCode.BULKS_FULL, config.maxBulks() + " bulks are under way",
                    "send fewer at once, or raise perch.ingest.max-bulks"));
        }
        return new BulkRun(source, sink, terms, windows, config).run().onTermination().invoke(underWay::decrementAndGet);
    }
}
