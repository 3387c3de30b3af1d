package io.perch.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.TextFunction.Wanted;
import io.perch.model.FunctionName;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs models inside this process. Owns the engine threads and every model that is loaded on them. */
@ApplicationScoped
public class Engine {

    private final EngineConfig config;
    private final NativeLibraries libraries;
    private final EngineMetrics metrics;
    private final Batcher batcher;
    private final Set<LocalModel> loaded = ConcurrentHashMap.newKeySet();

    public Engine(EngineConfig config, MeterRegistry registry) {
        this.config = config;
        this.libraries = new NativeLibraries(config.nativeLibDir());
        this.metrics = new EngineMetrics(registry);
        this.batcher = new Batcher(config, Math.max(1, config.workers().orElseGet(Runtime.getRuntime()::availableProcessors)));
    }

    /**
     * Loads a model and answers one text with it. Blocks for seconds: call it on a worker.
     *
     * @param dir the unpacked package: {@code tokenizer.json} and one model file at its root
     * @throws PerchException PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, ENGINE_REFUSED_MODEL, ENGINE_MISSING or FUNCTION_NOT_SERVED
     */
    public LoadedModel load(String modelId, FunctionName function, ModelFormat format, ModelConfig config, Path dir) {
        libraries.prepare();
        TextFunction opened = Functions.open(function, format, config, dir, new Inputs(function, this.config));
        warmUp(opened);
        ModelQueue queue = new ModelQueue(modelId, opened, metrics.of(modelId));
        LocalModel model = new LocalModel(queue, batcher, this.config, ModelFiles.memoryBytes(dir), this::forget);
        loaded.add(model);
        return model;
    }

    /** The first run is the slowest, and it is the network's chance to refuse what Perch gives it. */
    private static void warmUp(TextFunction function) {
        try {
            Asked sample = function.sample();
            sample.texts().forEach(text -> function.verify(function.join(text, answered(function, sample, text))));
        } catch (RuntimeException refused) {
            function.close();
            throw refused instanceof PerchException known ? unfit(known) : unfit(new PerchException(
                    ErrorCode.INFERENCE_FAILED, refused.toString(), null, refused));
        }
    }

    private static PerchException unfit(PerchException failure) {
        return failure.code() == ErrorCode.ENGINE_REFUSED_MODEL ? failure
                : new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The warm-up text failed: " + failure.reason(),
                        failure.hint() == null ? "check the model with the engine itself on the same text" : failure.hint(), failure);
    }

    private static List<Window> answered(TextFunction function, Asked sample, EncodeInput text) {
        RunBuffers buffers = new RunBuffers();
        return function.tokenize(text).stream().map(tokens -> new Window(function.answer(
                function.run(List.of(tokens), Wanted.ALL, buffers), 0, tokens, sample), tokens)).toList();
    }

    private void forget(LocalModel model) {
        loaded.remove(model);
        metrics.release(model.modelId());
    }

    /** Lets the predicts in flight finish, then gives everything back. */
    @PreDestroy
    public void close() {
        loaded.forEach(LocalModel::close);
        batcher.close();
    }
}
