package io.perch.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What callers may do in OpenSearch through Perch: documents go in and are searched, in the indices that are theirs. */
@ConfigMapping(prefix = "perch.indices")
public interface IndexConfig {

    /** Names of indices that callers may write and search; {@code *} stands for any part of a name. */
    @WithDefault("*")
    List<String> allowed();

    /** Names that they may not, whatever is allowed: those of Perch's own indices and OpenSearch's. */
    @WithDefault("perch-*,.*")
    List<String> forbidden();

    /** How long OpenSearch may take to answer a search or to accept documents, pauses for its refusals (429) included. */
    @WithDefault("60s")
    Duration patience();
}
