package io.perch.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How batch ingestions read objects of S3. */
@ConfigMapping(prefix = "perch.batch-ingest")
public interface S3Config {

    /**
     * Of another store that speaks S3's language, as {@code https://minio:9000}; its address is the operator's and not judged.
     */
    Optional<URI> s3Endpoint();

    /** To get a connection, and without a byte from the other side. */
    @WithDefault("30s")
    Duration s3Timeout();

    /** How long one piece is asked for again that does not come, with ever longer pauses. */
    @WithDefault("2m")
    Duration s3Patience();

    /** Connections of one replica. */
    @WithDefault("8")
    int s3Connections();
}
