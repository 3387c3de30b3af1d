package io.perch.engine;

import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A model whose every run waits at a gate, so that a test decides what has queued up by then. A text has as many tokens as
 * characters, its id is that length, and so is its answer.
 */
final class GatedFunction implements TextFunction {

    final List<Integer> runs = new CopyOnWriteArrayList<>();
    volatile boolean closed;
    private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();
    private final Semaphore gate = new Semaphore(0);
    private final int mostTexts;

    GatedFunction() {
        this(Integer.MAX_VALUE);
    }

    /** @param mostTexts a run with more fails */
    GatedFunction(int mostTexts) {
        this.mostTexts = mostTexts;
    }

    void awaitRun() throws InterruptedException {
        if (arrivals.poll(10, TimeUnit.SECONDS) == null) {
            throw new AssertionError("no run came to the gate");
        }
    }

    void open() {
        gate.release(1_000_000);
    }

    @Override
    public Tokens tokenize(String text) {
        long[] ids = new long[text.length()];
        Arrays.fill(ids, text.length());
        return new Tokens(ids, ids, ids, false);
    }

    @Override
    public boolean batches() {
        return true;
    }

    @Override
    public NetworkOutput run(List<Tokens> batch, TokenBuffers buffers) {
        arrivals.add("run");
        gate.acquireUninterruptibly();
        if (closed) {
            throw new AssertionError("run after close");
        }
        if (batch.size() > mostTexts) {
            throw new IllegalStateException("too many texts");
        }
        runs.add(batch.size());
        float[] answers = new float[batch.size()];
        Arrays.fill(answers, batch.getFirst().length());
        return new NetworkOutput(new long[] {batch.size(), 1}, answers);
    }

    @Override
    public List<Tensor> answer(NetworkOutput output, int row, Tokens tokens) {
        return List.of(new Tensor.Floats("length", output.rowShape(), output.row(row)));
    }

    @Override
    public void close() {
        closed = true;
    }
}
