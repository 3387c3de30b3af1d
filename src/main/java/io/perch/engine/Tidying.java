package io.perch.engine;

import io.perch.engine.libraries.Libc;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.queue.LocalModel;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Gives the memory of large runs back to the system soon after them. In a thread of its own: engine threads have callers. */
final class Tidying implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Tidying.class);
    private static final long PERIOD_SECONDS = 2;

    private final Collection<LocalModel> models;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final RunBuffers buffers = new RunBuffers();
    private final Thread thread;

    Tidying(Collection<LocalModel> models) {
        this.models = models;
        this.thread = Thread.ofPlatform().name("perch-engine-tidy").daemon().start(this::tidyUntilStopped);
    }

    private void tidyUntilStopped() {
        try {
            while (!stopped.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
                tidy();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void tidy() {
        boolean any = false;
        for (LocalModel model : models) {
            any |= tidied(model);
        }
        if (any) {
            Libc.trimHeap();
        }
    }

    private boolean tidied(LocalModel model) {
        try {
            return model.tidy(buffers);
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "The working memory of model %s could not be given back", model.modelId());
            return false;
        }
    }

    /** Before the models are closed: returns when no model is being tidied. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
