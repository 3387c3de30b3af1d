package io.perch.ingest.batch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Bounds on batch ingestions. How S3 is read, {@code connector.S3Config} says under the same prefix. */
@ConfigMapping(prefix = "perch.batch-ingest")
public interface BatchIngestConfig {

    /** Folders that {@code file:} sources may be read from, on every replica; none are unless this is set. */
    Optional<List<Path>> fileRoots();

    /** Batch ingestions that one replica works on at once; more wait. */
    @WithDefault("2")
    int atOnce();

    /** Of one request. */
    @WithDefault("100")
    int maxSources();

    /** Paths in {@code field_map} and {@code ingest_fields} of one request. */
    @WithDefault("1000")
    int maxPaths();

    /** Bytes of a source that are read at once. */
    @WithDefault("4M")
    MemorySize block();

    /** Bytes of lines that go to OpenSearch at once, however few lines that are; one that is longer goes alone. */
    @WithDefault("8M")
    MemorySize bulkSize();

    /**
     * How long OpenSearch may be away, or have no room, before a batch ingestion is given up. Below
     * {@code plugins.ml_commons.ml_task_timeout_in_seconds}, or that ends it first.
     */
    @WithDefault("5m")
    Duration patience();

    /** Lines that failed, of which the task tells. */
    @WithDefault("5")
    int failuresShown();
}
