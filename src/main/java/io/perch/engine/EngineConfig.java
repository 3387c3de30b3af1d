package io.perch.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How this replica runs models on its own cores. */
@ConfigMapping(prefix = "perch.engine")
public interface EngineConfig {

    /**
     * Threads that run models, shared by all of them. Default: the processors that the runtime sees, which is the CPU quota
     * of the cgroup (v1 or v2) when there is one.
     */
    Optional<Integer> workers();

    /** Tokens in one run of a network, all texts of the batch together; a longer text runs alone. */
    @WithDefault("512")
    int maxBatchTokens();

    /** Texts that may wait per model before callers are refused with QUEUE_FULL. */
    @WithDefault("10000")
    int maxQueue();

    /** Of those, texts of bulk requests: what remains is kept for callers who wait for an answer. */
    @WithDefault("8000")
    int maxBulkQueue();

    /** A request of more texts than this waits in the bulk lane, unless its {@code X-Perch-Priority} says otherwise. */
    @WithDefault("32")
    int bulkAbove();

    @WithDefault("1000")
    int maxDocsPerRequest();

    /** UTF-8 bytes of one text. */
    @WithDefault("1048576")
    int maxTextBytes();

    /**
     * Windows in which a long text (on_overflow chunk_mean) or context (question answering) is read; what lies beyond them
     * is not, and the answer says so.
     */
    @WithDefault("64")
    int maxWindows();

    /** How long an undeploy lets queued texts be answered before it refuses the rest. A run in flight is always waited for. */
    @WithDefault("30s")
    Duration drainTimeout();

    /**
     * Folder of libonnxruntime, libonnxruntime4j_jni and libtokenizers; for TorchScript also of libdjl_torch, libtorch, and what
     * that needs. Default: {@code lib/} by the executable, or the jars.
     */
    @WithDefault("${PERCH_NATIVE_LIB:}")
    Optional<Path> nativeLibDir();
}
