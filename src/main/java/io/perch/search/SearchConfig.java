package io.perch.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where OpenSearch is and how patiently it is asked. How long a call may go on in all is said by each caller. */
@ConfigMapping(prefix = "perch.opensearch")
public interface SearchConfig {

    /** {@code http} or {@code https}; a path is kept as a prefix of every request. */
    @WithDefault("http://localhost:9200")
    URI url();

    /** With {@link #password()}: HTTP Basic. */
    Optional<String> user();

    Optional<String> password();

    /** A PEM file with the authority that signed the server's certificate; without it the platform's are trusted. */
    Optional<Path> caFile();

    @WithDefault("5s")
    Duration connectTimeout();

    /** How long one attempt may go without a byte from OpenSearch. */
    @WithDefault("30s")
    Duration answerTimeout();

    @WithDefault("50")
    int poolSize();

    /** Requests that may wait for one of these; more are answered as if OpenSearch were busy. */
    @WithDefault("1000")
    int queue();

    /** The pause before the second attempt; it doubles, with jitter, up to {@link #mostBackoff()}. */
    @WithDefault("100ms")
    Duration firstBackoff();

    @WithDefault("5s")
    Duration mostBackoff();
}
