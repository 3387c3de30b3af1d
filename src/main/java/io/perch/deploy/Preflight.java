package io.perch.deploy;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;

/** Refuses a load that would not fit, with the numbers, before anything is fetched. */
@ApplicationScoped
class Preflight {

    /** Weights, prepacked copies and the arena of a first predict: measured 1.3 to 1.5 times the file. */
    private static final double MEMORY_PER_BYTE = 1.5;
    private static final long MIB = 1 << 20;

    private final Settings settings;
    private final DeployConfig config;
    private final FreeMemory memory;

    Preflight(Settings settings, DeployConfig config, FreeMemory memory) {
        this.settings = settings;
        this.config = config;
        this.memory = memory;
    }

    /** @param held how many models are here, this one included. Fails with TOO_MANY_MODELS or MEMORY_SHORT. */
    void check(Model model, int held) {
        int most = settings.get(MlSettings.MAX_MODEL_ON_NODE);
        if (held > most) {
            throw new PerchException(ErrorCode.TOO_MANY_MODELS,
                    "Exceed max local model per node limit: this would be model " + held + " of at most " + most,
                    "undeploy one, or raise plugins.ml_commons.max_model_on_node");
        }
        checkHeap();
        checkNative(model);
    }

    private void checkHeap() {
        int threshold = settings.get(MlSettings.JVM_HEAP_MEMORY_THRESHOLD);
        int used = memory.heapPercent();
        if (threshold < 100 && used > threshold) {
            throw new PerchException(ErrorCode.MEMORY_SHORT, "Memory Circuit Breaker is open, please check your resources! "
                    + used + "% of the heap is in use, at most " + threshold + "% may be",
                    "give the replica more memory, or raise plugins.ml_commons.jvm_heap_memory_threshold");
        }
    }

    private void checkNative(Model model) {
        long needed = (long) (model.content().bytes() * MEMORY_PER_BYTE);
        long free = memory.bytes() - config.memoryReserve();
        if (needed > free) {
            throw new PerchException(ErrorCode.MEMORY_SHORT, "Model " + model.id() + " needs about " + needed / MIB
                    + " MiB of memory, " + Math.max(free, 0) / MIB + " MiB are free",
                    "undeploy another model, or give the replica more memory (perch.deploy.memory-reserve is kept free)");
        }
    }
}
