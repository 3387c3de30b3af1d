package io.perch.engine;

import io.perch.base.Deadline;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.function.Consumer;

/** A model in this process. Its texts go through the {@link Batcher}, its close waits for them. */
final class LocalModel implements LoadedModel {

    private final ModelQueue queue;
    private final Batcher batcher;
    private final EngineConfig limits;
    private final ModelConfig config;
    private final long bytes;
    private final Consumer<LocalModel> onClosed;
    private boolean closed;

    LocalModel(ModelQueue queue, Batcher batcher, EngineConfig limits, ModelConfig config, long bytes,
            Consumer<LocalModel> onClosed) {
        this.queue = queue;
        this.batcher = batcher;
        this.limits = limits;
        this.config = config;
        this.bytes = bytes;
        this.onClosed = onClosed;
    }

    String modelId() {
        return queue.modelId;
    }

    @Override
    public Uni<PredictOutput> predict(PredictInput input, Deadline deadline) {
        return Uni.createFrom().emitter(caller -> submit(input, deadline, caller));
    }

    private void submit(PredictInput input, Deadline deadline, UniEmitter<? super PredictOutput> caller) {
        TextDocs docs = EmbeddingTexts.checked(input, limits);
        List<String> texts = EmbeddingTexts.prefixed(docs, config);
        ResultFilter filter = docs.filter() == null ? ResultFilter.ALL : docs.filter();
        batcher.submit(queue, new Request(texts.size(), filter, deadline, caller), texts);
    }

    @Override
    public long memoryBytes() {
        return bytes;
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
