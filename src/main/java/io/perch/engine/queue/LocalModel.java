package io.perch.engine.queue;

import io.perch.engine.function.Asked;
import io.perch.engine.libraries.Libc;
import io.perch.engine.network.Network;
import io.perch.engine.network.RunBuffers;
import io.perch.model.LoadedModel;
import io.perch.model.ModelFormat;
import io.perch.model.ModelProfile;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictTerms;
import io.perch.model.Priority;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A model in this process. Its texts go through the {@link Batcher}, its close waits for them. */
public final class LocalModel implements LoadedModel {

    private final ModelQueue queue;
    private final Batcher batcher;
    private final QueueLimits limits;
    private final ModelFormat format;
    private final long bytes;
    private final Consumer<LocalModel> onClosed;
    private boolean closed;

    public LocalModel(ModelQueue queue, Batcher batcher, QueueLimits limits, ModelFormat format, long bytes,
            Consumer<LocalModel> onClosed) {
        this.queue = queue;
        this.batcher = batcher;
        this.limits = limits;
        this.format = format;
        this.bytes = bytes;
        this.onClosed = onClosed;
    }

    public String modelId() {
        return queue.modelId;
    }

    @Override
    public Uni<PredictOutput> predict(PredictInput input, PredictTerms terms) {
        return Uni.createFrom().emitter(caller -> submit(input, terms, caller));
    }

    private void submit(PredictInput input, PredictTerms terms, UniEmitter<? super PredictOutput> caller) {
        Asked asked = queue.function.read(input);
        queue.limits = terms.limits();
        batcher.submit(queue, new Request(asked, terms.deadline(), lane(asked, terms.priority()), caller));
    }

    private Priority lane(Asked asked, Priority wish) {
        if (wish != null) {
            return wish;
        }
        return asked.texts().size() > limits.bulkAbove() ? Priority.BULK : Priority.INTERACTIVE;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public long memoryBytes() {
        return bytes;
    }

    @Override
    public ModelProfile profile() {
        return batcher.look(() -> new ModelProfile(queue.function.getClass().getName(), engine(), traits(), queue.size(),
                queue.turns()));
    }

    private Map<String, String> traits() {
        Map<String, String> traits = new LinkedHashMap<>(queue.function.network().map(Network::traits).orElse(Map.of()));
        traits.put("batching", queue.batches() ? "texts of one length together" : "one text at a time");
        return traits;
    }

    private String engine() {
        return queue.function.network().isEmpty() ? "tokenizers" : switch (format) {
            case ONNX -> "onnxruntime";
            case TORCH_SCRIPT -> "pytorch";
        };
    }

    /** Gives working memory back that is not needed now. Returns whether there was any. */
    public synchronized boolean tidy(RunBuffers buffers) {
        return !closed && queue.function.network().map(network -> network.tidy(buffers)).orElse(false);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        batcher.drain(queue);
        queue.function.close();
        Libc.trimHeap();
        onClosed.accept(this);
        closed = true;
    }
}
