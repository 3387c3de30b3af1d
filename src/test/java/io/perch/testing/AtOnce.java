package io.perch.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several callers who start at the same moment. */
public final class AtOnce {

    private AtOnce() {
    }

    /** The answers of callers 0 to {@code callers - 1}, in that order. */
    public static <T> List<T> run(int callers, IntFunction<T> call) {
        CyclicBarrier gate = new CyclicBarrier(callers);
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                calls.add(threads.submit(() -> {
                    gate.await();
                    return call.apply(caller);
                }));
            }
            return calls.stream().map(AtOnce::answer).toList();
        }
    }

    private static <T> T answer(Future<T> call) {
        try {
            return call.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof BrokenBarrierException ? new AssertionError("another caller could not start")
                    : new AssertionError(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
