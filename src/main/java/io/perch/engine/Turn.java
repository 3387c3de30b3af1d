package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** One engine thread's turn with one model: drop who has gone, tokenize what is new, run one batch. Reused by its thread. */
final class Turn {

    private static final Logger LOG = Logger.getLogger(Turn.class);

    private final Batcher batcher;
    private final TokenBuffers buffers;
    private ModelQueue queue;
    private List<Entry.Raw> texts;
    private List<Request> over;

    Turn(Batcher batcher, TokenBuffers buffers) {
        this.batcher = batcher;
        this.buffers = buffers;
    }

    /** Called under the batcher's lock. */
    void start(ModelQueue queue, List<Entry.Raw> texts, List<Request> over) {
        this.queue = queue;
        this.texts = texts;
        this.over = over;
    }

    /** Never throws: the thread serves other models too. */
    void play() {
        try {
            over.forEach(request -> queue.meters.dropped(request.reason()));
            over.forEach(Request::expire);
            List<Entry> batch = batcher.nextBatch(queue, tokenized());
            if (!batch.isEmpty()) {
                answer(batch);
            }
        } catch (RuntimeException | Error bug) {
            LOG.errorf(bug, "An engine thread failed in its turn with model %s", queue.modelId);
        } finally {
            batcher.endTurn(queue);
        }
    }

    private List<Entry> tokenized() {
        List<Entry> entries = new ArrayList<>(texts.size());
        for (Entry.Raw text : texts) {
            try {
                entries.add(tokenized(text));
            } catch (RuntimeException | Error failure) {
                text.request().fail(new PerchException(ErrorCode.INFERENCE_FAILED,
                        "The tokenizer failed on text " + text.position() + ": " + failure.getMessage(), null, failure));
            }
        }
        return entries;
    }

    private Entry tokenized(Entry.Raw text) {
        long start = System.nanoTime();
        Tokens tokens = queue.function.tokenize(text.text());
        long nanos = System.nanoTime() - start;
        queue.meters.tokenized(nanos, tokens.truncated());
        return new Entry(text.request(), text.position(), tokens, nanos);
    }

    private void answer(List<Entry> batch) {
        long now = System.nanoTime();
        batch.forEach(entry -> queue.meters.queued(now - entry.request().since() - entry.tokenizeNanos()));
        if (batch.size() == 1) {
            answerAlone(batch.getFirst());
            return;
        }
        NetworkOutput output;
        try {
            output = run(batch);
        } catch (RuntimeException | Error failure) {
            answerEach(batch, failure);
            return;
        }
        for (int row = 0; row < batch.size(); row++) {
            answerRow(batch.get(row), output, row);
        }
    }

    /** One text must not spoil the answers of others; and a network that cannot take several at a time still takes one. */
    private void answerEach(List<Entry> batch, Throwable failure) {
        int answered = 0;
        for (Entry entry : batch) {
            answered += answerAlone(entry) ? 1 : 0;
        }
        if (answered == batch.size() && batcher.stopBatching(queue)) {
            LOG.warnf(failure, "Model %s fails on %d texts at once but not on each: it runs one at a time from now on",
                    queue.modelId, batch.size());
        }
    }

    private boolean answerAlone(Entry entry) {
        NetworkOutput output;
        try {
            output = run(List.of(entry));
        } catch (RuntimeException | Error failure) {
            entry.request().fail(failed(failure));
            return false;
        }
        answerRow(entry, output, 0);
        return true;
    }

    private NetworkOutput run(List<Entry> batch) {
        long start = System.nanoTime();
        NetworkOutput output = queue.function.run(batch.stream().map(Entry::tokens).toList(), buffers);
        queue.meters.inferred(System.nanoTime() - start);
        return output;
    }

    private void answerRow(Entry entry, NetworkOutput output, int row) {
        try {
            entry.request().answer(entry.position(), postProcessed(entry, output, row), entry.tokens());
        } catch (RuntimeException | Error failure) {
            entry.request().fail(failed(failure));
        }
    }

    private List<Tensor> postProcessed(Entry entry, NetworkOutput output, int row) {
        long start = System.nanoTime();
        List<Tensor> tensors = queue.function.answer(output, row, entry.tokens());
        queue.meters.postProcessed(System.nanoTime() - start);
        return tensors;
    }

    private static PerchException failed(Throwable failure) {
        return failure instanceof PerchException known ? known
                : new PerchException(ErrorCode.INFERENCE_FAILED, "The engine failed: " + failure, null, failure);
    }
}
