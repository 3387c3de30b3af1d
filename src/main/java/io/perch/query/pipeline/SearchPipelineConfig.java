package io.perch.query.pipeline;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on search pipelines, and on what one of them may ask for one search. */
@ConfigMapping(prefix = "perch.query.pipeline")
public interface SearchPipelineConfig {

    /** Pipelines there may be. */
    @WithDefault("1000")
    int maxPipelines();

    /** Of one pipeline as it is sent. */
    @WithDefault("1M")
    MemorySize maxSize();

    /** Processors of one pipeline. */
    @WithDefault("100")
    int maxProcessors();

    /** Predictions of one processor for one search. */
    @WithDefault("1000")
    int maxPredictions();

    /** Texts of several hits that one predict may carry. */
    @WithDefault("64")
    int batch();

    /** A pipeline that has not changed here is looked up again after this long. */
    @WithDefault("60s")
    Duration slowLook();
}
