package io.perch.dev;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Two things at once, each on a thread of its own: the JDK's common pool tells of ended processes, and whoever blocks it never
 * hears of them.
 */
public final class Together {

    private Together() {
    }

    /** Returns when both are done; fails with what either failed with. */
    public static void run(Runnable one, Runnable other) {
        FutureTask<Void> meanwhile = new FutureTask<>(other, null);
        Thread.ofPlatform().name("meanwhile").daemon().start(meanwhile);
        try {
            one.run();
        } finally {
            join(meanwhile);
        }
    }

    private static void join(FutureTask<Void> meanwhile) {
        try {
            meanwhile.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
