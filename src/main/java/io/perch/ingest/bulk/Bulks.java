package io.perch.ingest.bulk;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.pipeline.IngestConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Bulks of documents, so many at once. */
@ApplicationScoped
public class Bulks {

    private final Windows windows;
    private final IngestConfig config;
    private final BulkMetrics metrics;

    Bulks(Windows windows, BulkMetrics metrics, IngestConfig config) {
        this.windows = windows;
        this.metrics = metrics;
        this.config = config;
    }

    /** Answers when all items are written. Fails with BULKS_FULL, before anything is read. */
    public Uni<BulkEnd> run(BulkSource source, BulkSink sink, BulkTerms terms) {
        if (!metrics.begin(config.maxBulks())) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.BULKS_FULL, config.maxBulks() + " bulks are under way",
                    "send fewer at once, or raise perch.ingest.max-bulks"));
        }
        return new BulkRun(source, sink, terms, windows, config).run().onTermination().invoke(metrics::end);
    }
}
