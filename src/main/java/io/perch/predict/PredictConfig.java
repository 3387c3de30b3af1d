package io.perch.predict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on one predict. */
@ConfigMapping(prefix = "perch.predict")
public interface PredictConfig {

    /** How long a caller is made to wait at most, loading the model included. */
    @WithDefault("60s")
    Duration timeout();
}
