package io.perch.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the door lets in. */
@ConfigMapping(prefix = "perch.http")
public interface HttpConfig {

    /** The key of {@link #maxBodySize()}, for telling the caller's operator. */
    String MAX_BODY_SIZE = "perch.http.max-body-size";

    /** The largest request body, in bytes as received. */
    @WithDefault("100M")
    MemorySize maxBodySize();
}
