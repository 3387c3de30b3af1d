package io.perch.artifact;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Bounds and places for the bytes of models: fetched, checked, kept as chunks, unpacked. */
@ConfigMapping(prefix = "perch.artifact")
public interface ArtifactConfig {

    /** Bytes of a chunk. The original's piece is 10 decimal megabytes; other values are for tests. */
    @WithDefault("10000000")
    int chunkSize();

    /** Of a package as it comes; the original's limit is 4 GB. */
    @WithDefault("4G")
    MemorySize maxModelSize();

    /** Of all files of a package together. */
    @WithDefault("8G")
    MemorySize maxUnpackedSize();

    /** Files in a package. */
    @WithDefault("1000")
    int maxFiles();

    /** For what is on its way. Several processes may name the same folder: each claims a sub-folder of its own. */
    @WithDefault("${java.io.tmpdir}/perch/work")
    Path workDir();

    /** For unpacked packages, kept over restarts; shared as {@link #workDir()} is. */
    @WithDefault("${java.io.tmpdir}/perch/cache")
    Path cacheDir();

    /** Of the unpacked packages together. What is in use is never dropped, even above this. */
    @WithDefault("20G")
    MemorySize cacheMaxSize();

    @WithDefault("10s")
    Duration connectTimeout();

    /** A download that brings no byte for so long has failed. */
    @WithDefault("60s")
    Duration stallTimeout();

    @WithDefault("5")
    int maxRedirects();

    /** Folders that {@code file:} urls may read from. */
    @WithDefault("/models")
    List<Path> fileRoots();

    @WithDefault("perch-model-chunk")
    String chunkIndex();

    /** Replicas of the chunk index when Perch creates it. */
    @WithDefault("0")
    int chunkReplicas();

    /** Chunks on their way to OpenSearch per model: its indexing pressure is a tenth of its heap, so few. */
    @WithDefault("2")
    int chunksInFlight();

    /** Threads for disk, hashing and downloads; a download holds one for as long as it takes. */
    @WithDefault("16")
    int ioThreads();
}
