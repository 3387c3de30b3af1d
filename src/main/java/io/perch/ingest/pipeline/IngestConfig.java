package io.perch.ingest.pipeline;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on what documents go through on their way into an index. */
@ConfigMapping(prefix = "perch.ingest")
public interface IngestConfig {

    /** Texts of several documents that one predict may carry, where a processor does not say so itself. */
    @WithDefault("64")
    int batch();

    /** How long one predict of a bulk may take, the model's refusals for lack of room (429, 503) included. */
    @WithDefault("2m")
    Duration patience();

    /** Pipelines within pipelines and handlers of failures within each other. */
    @WithDefault("16")
    int maxDepth();

    /** Processors of one pipeline, those within others included. */
    @WithDefault("100")
    int maxProcessors();

    /** Pipelines there may be. */
    @WithDefault("1000")
    int maxPipelines();

    /** Of one pipeline as it is sent. */
    @WithDefault("1M")
    MemorySize maxPipelineSize();

    /** Documents that one simulation may have. */
    @WithDefault("1000")
    int maxSimulated();

    /** Of one document, as it is sent in a bulk. */
    @WithDefault("20M")
    MemorySize maxDocumentSize();

    /** Documents of a bulk that go through a pipeline together. */
    @WithDefault("100")
    int window();

    /** Bytes of documents that go through a pipeline together; one that is larger goes alone. */
    @WithDefault("2M")
    MemorySize windowSize();

    /** Windows of one bulk that are on their way at once, from being read to being stored. */
    @WithDefault("6")
    int windowsAtOnce();

    /** Bulks that one replica takes in at once; more are refused with 429. */
    @WithDefault("16")
    int maxBulks();

    /** A pipeline that has not changed here is looked up again after this long. */
    @WithDefault("60s")
    Duration slowLook();
}
