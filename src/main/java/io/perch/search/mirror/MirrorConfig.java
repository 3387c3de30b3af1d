package io.perch.search.mirror;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The mirror of PostgreSQL's metadata in OpenSearch, which {@code _search} reads. */
@ConfigMapping(prefix = "perch.search")
public interface MirrorConfig {

    /** Before the kind: {@code perch-connector} holds connectors. */
    @WithDefault("perch-")
    String indexPrefix();

    /** Of each index. */
    @WithDefault("1")
    int replicas();

    /** Documents that one request brings to OpenSearch. */
    @WithDefault("500")
    int batch();

    /** How long one search may take in all. */
    @WithDefault("30s")
    Duration patience();
}
