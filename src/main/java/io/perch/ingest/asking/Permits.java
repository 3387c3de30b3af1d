package io.perch.ingest.asking;

import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** So many at once, the others in the order in which they came; nobody is blocked. Safe for all threads. */
final class Permits {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    Permits(int permits) {
        this.free = permits;
    }

    /** Runs {@code work} when there is room; its end, however it comes, makes room again. */
    <T> Uni<T> within(Supplier<Uni<T>> work) {
        return taken().chain(permit -> Uni.createFrom().deferred(() -> work.get()).onTermination().invoke(this::giveBack));
    }

    private Uni<Boolean> taken() {
        return Uni.createFrom().emitter(emitter -> {
            Executor back = Workers.callersContext();
            take(() -> back.execute(() -> emitter.complete(true)));
        });
    }

    private void take(Runnable go) {
        synchronized (this) {
            if (free == 0) {
                waiting.addLast(go);
                return;
            }
            free--;
        }
        go.run();
    }

    private void giveBack() {
        Runnable next;
        synchronized (this) {
            next = waiting.pollFirst();
            free += next == null ? 1 : 0;
        }
        if (next != null) {
            next.run();
        }
    }
}
