package io.perch.engine.queue;

import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.engine.function.Asked;
import io.perch.engine.function.Window;
import io.perch.model.Priority;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** One predict under way: its texts are answered in any order, on any thread; it ends once. */
final class Request {

    /** How it ended. The names, in lower case, are the {@code reason} of {@code perch_entries_dropped_total}. */
    enum End { ANSWERED, FAILED, CANCELLED, DEADLINE }

    private final Asked asked;
    private final Priority priority;
    private final Deadline deadline;
    private final UniEmitter<? super PredictOutput> caller;
    private final Executor callersContext = Workers.callersContext();
    private final AtomicReferenceArray<Result> results;
    private final AtomicInteger missing;
    private final AtomicReference<End> end = new AtomicReference<>();
    private final long since = System.nanoTime();

    Request(Asked asked, Deadline deadline, Priority priority, UniEmitter<? super PredictOutput> caller) {
        this.asked = asked;
        this.priority = priority;
        this.deadline = deadline;
        this.caller = caller;
        this.results = new AtomicReferenceArray<>(asked.texts().size());
        this.missing = new AtomicInteger(asked.texts().size());
        caller.onTermination(() -> end.compareAndSet(null, End.CANCELLED));
    }

    Asked asked() {
        return asked;
    }

    Priority priority() {
        return priority;
    }

    /** Nothing more needs to be done for it: it ended, or it is too late. */
    boolean over(long now) {
        return end.get() != null || late(now);
    }

    private boolean late(long now) {
        return deadline.atNanos() - now < 0;
    }

    long since() {
        return since;
    }

    /** Why a request is {@link #over}. */
    End reason() {
        End ended = end.get();
        return ended == null ? End.DEADLINE : ended;
    }

    /** Ends a request that is {@link #over} and does not know it yet. */
    void expire() {
        fail(End.DEADLINE, new PerchException(ErrorCode.DEADLINE_EXCEEDED,
                "The deadline passed while " + missing.get() + " of " + results.length()
                        + " texts waited for a free engine thread",
                "retry later, send fewer texts per call, or give the call more time"));
    }

    void answer(int position, List<Tensor> tensors, List<Window> windows) {
        int tokens = windows.stream().mapToInt(window -> window.tokens().length()).sum();
        boolean truncated = windows.stream().anyMatch(window -> window.tokens().truncated());
        results.set(position, new Result(kept(tensors), tokens, truncated));
        if (missing.decrementAndGet() == 0 && end.compareAndSet(null, End.ANSWERED)) {
            callersContext.execute(() -> caller.complete(output()));
        }
    }

    /** When the event loop that submits this has done what it has at hand. Elsewhere, at once. */
    void afterThisPass(Runnable job) {
        callersContext.execute(job);
    }

    private List<Tensor> kept(List<Tensor> tensors) {
        List<Tensor> kept = new ArrayList<>(tensors.size());
        for (int position = 0; position < tensors.size(); position++) {
            Tensor tensor = tensors.get(position);
            if (tensor != null && asked.filter().keeps(tensor.name(), position)) {
                kept.add(tensor);
            }
        }
        return kept.isEmpty() ? null : kept;
    }

    private PredictOutput output() {
        List<Result> ordered = new ArrayList<>(results.length());
        for (int i = 0; i < results.length(); i++) {
            ordered.add(results.get(i));
        }
        return new PredictOutput(ordered);
    }

    void fail(PerchException failure) {
        fail(End.FAILED, failure);
    }

    private void fail(End how, PerchException failure) {
        if (end.compareAndSet(null, how)) {
            callersContext.execute(() -> caller.fail(failure));
        }
    }
}
