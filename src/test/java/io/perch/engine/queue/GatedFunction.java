package io.perch.engine.queue;

import io.perch.engine.function.Asked;
import io.perch.engine.function.TextFunction;
import io.perch.engine.function.Window;
import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A model whose every run waits at a gate, so that a test decides what has queued up by then. A text has as many tokens as
 * characters, its id is that length, and so is its answer; each line is a window.
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
    public Asked read(PredictInput input) {
        return new Asked(((PredictInput.TextDocs) input).docs().stream().map(EncodeInput::new).toList());
    }

    @Override
    public Optional<Network> network() {
        return Optional.empty();
    }

    @Override
    public Asked sample() {
        return new Asked(List.of(new EncodeInput("sample")));
    }

    /** One window per line. */
    @Override
    public List<Tokens> tokenize(EncodeInput text) {
        return text.text().lines().map(GatedFunction::tokens).toList();
    }

    private static Tokens tokens(String line) {
        long[] ids = new long[line.length()];
        Arrays.fill(ids, line.length());
        return new Tokens(ids, ids, ids, false);
    }

    @Override
    public boolean batches() {
        return true;
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
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
        return List.of(new NetworkOutput.Floats("length", new long[] {batch.size(), 1}, FloatBuffer.wrap(answers)));
    }

    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        return List.of(outputs.getFirst().row(row));
    }

    /** The lengths of the lines, in order. */
    @Override
    public List<Tensor> join(EncodeInput text, List<Window> windows) {
        float[] lengths = new float[windows.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = ((Tensor.Floats) windows.get(i).tensors().getFirst()).data()[0];
        }
        return List.of(new Tensor.Floats("length", new long[] {lengths.length}, lengths));
    }

    @Override
    public void close() {
        closed = true;
    }
}
