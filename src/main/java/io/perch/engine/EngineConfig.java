package io.perch.engine;

import io.perch.engine.function.InputLimits;
import io.perch.engine.queue.QueueLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How this replica runs models on its own cores. How much it takes on, {@link InputLimits} and {@link QueueLimits} say. */
@ConfigMapping(prefix = "perch.engine")
public interface EngineConfig extends InputLimits, QueueLimits {

    /**
     * Threads that run models, shared by all of them. Default: the processors that the runtime sees, which is the CPU quota
     * of the cgroup (v1 or v2) when there is one.
     */
    Optional<Integer> workers();

    /**
     * Folder of libonnxruntime, libonnxruntime4j_jni and libtokenizers; for TorchScript also of libdjl_torch, libtorch, and what
     * that needs. Default: {@code lib/} by the executable, or the jars.
     */
    @WithDefault("${PERCH_NATIVE_LIB:}")
    Optional<Path> nativeLibDir();
}
