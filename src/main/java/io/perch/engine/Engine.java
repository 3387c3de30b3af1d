package io.perch.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.perch.base.PerchException;
import io.perch.engine.function.Inputs;
import io.perch.engine.function.TextFunction;
import io.perch.engine.libraries.Libc;
import io.perch.engine.libraries.NativeLibraries;
import io.perch.engine.libraries.NativeMemory;
import io.perch.engine.queue.Batcher;
import io.perch.engine.queue.EngineMetrics;
import io.perch.engine.queue.LocalModel;
import io.perch.engine.queue.ModelQueue;
import io.perch.model.FunctionName;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Runs models inside this process. Owns the engine threads and every model that is loaded on them. */
@ApplicationScoped
public class Engine {

    private final EngineConfig config;
    private final NativeLibraries libraries;
    private final EngineMetrics metrics;
    private final Batcher batcher;
    private final Set<LocalModel> loaded = ConcurrentHashMap.newKeySet();
    /** One load at a time, or each would measure the others too. */
    private final ReentrantLock loading = new ReentrantLock();
    private final Tidying tidying = new Tidying(loaded);

    public Engine(EngineConfig config, MeterRegistry registry) {
        this.config = config;
        this.libraries = new NativeLibraries(config.nativeLibDir());
        this.metrics = new EngineMetrics(registry);
        this.batcher = new Batcher(config, Math.max(1, config.workers().orElseGet(Runtime.getRuntime()::availableProcessors)));
    }

    /**
     * Loads a model, answers one text with it and runs a long one, to learn what it costs. Blocks for seconds: call it on a
     * worker.
     *
     * @param dir the unpacked package: {@code tokenizer.json} and one model file at its root
     * @throws PerchException PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, ENGINE_REFUSED_MODEL, ENGINE_MISSING or FUNCTION_NOT_SERVED
     */
    public LoadedModel load(String modelId, FunctionName function, ModelFormat format, ModelConfig config, Path dir) {
        libraries.prepare();
        loading.lock();
        try {
            OptionalLong before = NativeMemory.inUse();
            TextFunction opened = new Assembly(format, config, dir, new Inputs(function, this.config)).open(function);
            tryOut(modelId, opened);
            LocalModel model = publish(modelId, opened, format, !config.batchesNever(), memoryBytes(dir, before));
            // what loading needed and the model does not
            Libc.trimHeap();
            return model;
        } finally {
            loading.unlock();
        }
    }

    private void tryOut(String modelId, TextFunction function) {
        DryRun run = new DryRun(function);
        try {
            run.answerSample();
            run.runLongest(modelId, config.maxBatchTokens());
        } catch (RuntimeException refused) {
            function.close();
            throw refused;
        }
    }

    /** What native code has taken since. Less than the files is no measure: weights may lie in mapped files. */
    private static long memoryBytes(Path dir, OptionalLong before) {
        OptionalLong now = NativeMemory.inUse();
        long grown = before.isPresent() && now.isPresent() ? now.getAsLong() - before.getAsLong() : 0;
        return grown >= ModelFiles.bytes(dir) ? grown : ModelFiles.memoryBytes(dir);
    }

    private LocalModel publish(String modelId, TextFunction function, ModelFormat format, boolean batches, long bytes) {
        ModelQueue queue = new ModelQueue(modelId, function, batches, metrics.of(modelId));
        LocalModel model = new LocalModel(queue, batcher, config, format, bytes, this::forget);
        loaded.add(model);
        return model;
    }

    private void forget(LocalModel model) {
        loaded.remove(model);
        metrics.release(model.modelId());
    }

    /** Lets the predicts in flight finish, then gives everything back. */
    @PreDestroy
    public void close() {
        tidying.close();
        loaded.forEach(LocalModel::close);
        batcher.close();
    }
}
