package io.perch.engine.queue;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.function.Window;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** One engine thread's turn with one model: drop who has gone, tokenize what is new, run one batch. Reused by its thread. */
final class Turn {

    private static final Logger LOG = Logger.getLogger(Turn.class);

    private final Batcher batcher;
    private final RunBuffers buffers;
    private ModelQueue queue;
    private Lane lane;
    private List<Entry.Raw> texts;
    private List<Request> over;

    Turn(Batcher batcher, RunBuffers buffers) {
        this.batcher = batcher;
        this.buffers = buffers;
    }

    /** Called under the batcher's lock. */
    void start(ModelQueue queue, Lane lane, List<Entry.Raw> texts, List<Request> over) {
        this.queue = queue;
        this.lane = lane;
        this.texts = texts;
        this.over = over;
    }

    /** Never throws: the thread serves other models too. */
    void play() {
        try {
            over.forEach(request -> queue.meters.dropped(request.reason()));
            over.forEach(Request::expire);
            List<Entry> batch = batcher.nextBatch(queue, lane, tokenized());
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
                tokenize(text, entries);
            } catch (RuntimeException | Error failure) {
                text.request().fail(failure instanceof PerchException known ? named(known, text.position())
                        : new PerchException(ErrorCode.INFERENCE_FAILED,
                                "The tokenizer failed on text " + text.position() + ": " + failure.getMessage(), null, failure));
            }
        }
        return entries;
    }

    /** Which of the texts it is that is too long. */
    private static PerchException named(PerchException failure, int position) {
        String member = "text_docs[" + position + "]";
        return failure.code() != ErrorCode.TEXT_TOO_LONG ? failure
                : new PerchException(failure.code(), member + " has " + failure.reason(), failure.hint()).about(member);
    }

    private void tokenize(Entry.Raw text, List<Entry> entries) {
        long start = System.nanoTime();
        List<Tokens> windows = queue.function.tokenize(text.text());
        long nanos = System.nanoTime() - start;
        queue.meters.tokenized(nanos, windows.stream().anyMatch(Tokens::truncated));
        Answer answer = new Answer(text.request(), text.position(), windows.size());
        for (int window = 0; window < windows.size(); window++) {
            entries.add(new Entry(answer, window, windows.get(window), nanos));
        }
    }

    private void answer(List<Entry> batch) {
        long now = System.nanoTime();
        batch.forEach(entry -> queue.meters.queued(now - entry.request().since() - entry.tokenizeNanos()));
        if (batch.size() == 1) {
            answerAlone(batch.getFirst());
            return;
        }
        List<NetworkOutput> outputs;
        try {
            outputs = run(batch);
        } catch (RuntimeException | Error failure) {
            answerEach(batch, failure);
            return;
        }
        for (int row = 0; row < batch.size(); row++) {
            answerRow(batch.get(row), outputs, row);
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
        List<NetworkOutput> outputs;
        try {
            outputs = run(List.of(entry));
        } catch (RuntimeException | Error failure) {
            entry.request().fail(failed(failure));
            return false;
        }
        answerRow(entry, outputs, 0);
        return true;
    }

    private List<NetworkOutput> run(List<Entry> batch) {
        long start = System.nanoTime();
        List<NetworkOutput> outputs = queue.function.run(batch.stream().map(Entry::tokens).toList(), (name, position) ->
                batch.stream().anyMatch(entry -> entry.request().asked().filter().keeps(name, position)), buffers);
        queue.meters.inferred(System.nanoTime() - start);
        return outputs;
    }

    private void answerRow(Entry entry, List<NetworkOutput> outputs, int row) {
        try {
            long start = System.nanoTime();
            List<Tensor> tensors = queue.function.answer(outputs, row, entry.tokens(), entry.request().asked());
            queue.meters.postProcessed(System.nanoTime() - start);
            entry.answer().put(entry.window(), new Window(tensors, entry.tokens()), queue.function);
        } catch (RuntimeException | Error failure) {
            entry.request().fail(failed(failure));
        }
    }

    private static PerchException failed(Throwable failure) {
        return failure instanceof PerchException known ? known
                : new PerchException(ErrorCode.INFERENCE_FAILED, "The engine failed: " + failure, null, failure);
    }
}
