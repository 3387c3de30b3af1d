package io.perch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BlockedEventLoopsTest {

    @Test
    void seesWhatTheWatchdogSees() {
        BlockedEventLoops watch = new BlockedEventLoops();
        watch.beforeAll(null);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS).setMaxEventLoopExecuteTime(20)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS).setBlockedThreadCheckInterval(10));
        CountDownLatch released = new CountDownLatch(1);
        AtomicReference<Throwable> seen = new AtomicReference<>();

        vertx.runOnContext(nothing -> block(released));
        Await.until("the watchdog barks", () -> {
            seen.set(catchThrowable(() -> watch.afterAll(null)));
            return seen.get() != null;
        });

        released.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        // it may have barked again before it was gone; that is not to fail this class
        catchThrowable(() -> watch.afterAll(null));
        assertThat(seen.get()).isInstanceOf(AssertionError.class).hasMessageContaining("an event loop was blocked");
    }

    private static void block(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
