package io.perch.ingest.batch;

import io.perch.ingest.pipeline.IngestConfig;
import io.perch.search.HandOver;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What a run has need of. */
@ApplicationScoped
class IngestSurroundings {

    private final BatchIngestConfig config;
    private final IngestConfig documents;
    private final Settings settings;
    private final BatchIngestWorkers workers;
    private final HandOver handOver;

    IngestSurroundings(BatchIngestConfig config, IngestConfig documents, Settings settings, BatchIngestWorkers workers,
            HandOver handOver) {
        this.config = config;
        this.documents = documents;
        this.settings = settings;
        this.workers = workers;
        this.handOver = handOver;
    }

    BatchIngestWorkers workers() {
        return workers;
    }

    HandOver handOver() {
        return handOver;
    }

    int atOnce() {
        return config.atOnce();
    }

    int block() {
        return Math.toIntExact(config.block().asLongValue());
    }

    int longestLine() {
        return Math.toIntExact(documents.maxDocumentSize().asLongValue());
    }

    int bulkLines() {
        return settings.get(MlSettings.BATCH_INGESTION_BULK_SIZE);
    }

    long bulkBytes() {
        return config.bulkSize().asLongValue();
    }

    Duration patience() {
        return config.patience();
    }

    int failuresShown() {
        return config.failuresShown();
    }
}
