package io.perch.predict.rate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How replicas share a rate limit. */
@ConfigMapping(prefix = "perch.rate")
public interface RateConfig {

    /** A replica takes as many requests out of the shared bucket at once as may come in this time. Longer: fewer statements. */
    @WithDefault("250ms")
    Duration block();

    /** How long the database may take to say how many requests there are. */
    @WithDefault("5s")
    Duration patience();

    /** How long a replica keeps requests that nobody sends, before it gives them back to the others. */
    @WithDefault("1s")
    Duration keep();
}
