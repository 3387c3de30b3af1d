package io.perch.base;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named pool of platform threads for what would block an event loop: disk, hashing, zip, loading models.
 * A result comes back on the Vert.x context that asked for it, so that the next database call finds its session.
 */
public final class Workers implements AutoCloseable {

    private final String name;
    private final ExecutorService threads;

    /** @param queue how many jobs may wait before {@link ErrorCode#QUEUE_FULL} */
    public Workers(String name, int size, int queue) {
        this.name = name;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), job ->
                Thread.ofPlatform().name("perch-" + name + "-" + number.incrementAndGet()).daemon().unstarted(job));
    }

    /** Runs {@code job} on a thread of this pool. Cancelling the answer interrupts the job. */
    public <T> Uni<T> run(Callable<T> job) {
        return Uni.createFrom().<T>emitter(emitter -> {
            Executor back = callersContext();
            AtomicBoolean done = new AtomicBoolean();
            try {
                Future<?> running = threads.submit(() -> {
                    try {
                        T result = job.call();
                        done.set(true);
                        back.execute(() -> emitter.complete(result));
                    } catch (Throwable failure) {
                        done.set(true);
                        back.execute(() -> emitter.fail(failure));
                    }
                });
                // also runs after a completion, when what comes next may already work on that very thread: leave it alone
                emitter.onTermination(() -> {
                    if (!done.get()) {
                        running.cancel(true);
                    }
                });
            } catch (RejectedExecutionException full) {
                emitter.fail(new PerchException(ErrorCode.QUEUE_FULL,
                        "All " + name + " workers are busy and their queue is full", "retry later", full));
            }
        });
    }

    /** Where the caller stands: its Vert.x context when there is one, else whichever thread finishes the job. */
    public static Executor callersContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : job -> {
            if (Vertx.currentContext() == context) {
                job.run();
            } else {
                context.runOnContext(nothing -> job.run());
            }
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
