package io.perch.predict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on one predict. */
@ConfigMapping(prefix = "perch.predict")
public interface PredictConfig {

    /** How long a caller waits who does not say so in {@code X-Perch-Timeout}, loading the model included. */
    @WithDefault("60s")
    Duration timeout();

    /** The longest that a caller may say there. */
    @WithDefault("10m")
    Duration maxTimeout();
}
