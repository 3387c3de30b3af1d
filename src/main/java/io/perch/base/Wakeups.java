package io.perch.base;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Who waits for something to change, by its id. Signals wake them; as signals can get lost, they also wake by themselves. */
public final class Wakeups {

    private final Duration slowLook;
    private final Set<Sleeper> sleepers = ConcurrentHashMap.newKeySet();

    private record Sleeper(String id, UniEmitter<? super Void> alarm, Executor back) {
        void wake() {
            back.execute(() -> alarm.complete(null));
        }
    }

    /** @param slowLook the longest sleep */
    public Wakeups(Duration slowLook) {
        this.slowLook = slowLook;
    }

    public int sleeping() {
        return sleepers.size();
    }

    /** Answers on the context that asked, when {@code id} is woken or after the slow look's time. */
    public Uni<Void> next(String id) {
        Executor back = Workers.callersContext();
        return Uni.createFrom().<Void>emitter(alarm -> {
            Sleeper sleeper = new Sleeper(id, alarm, back);
            sleepers.add(sleeper);
            alarm.onTermination(() -> sleepers.remove(sleeper));
        }).ifNoItem().after(slowLook).recoverWithItem((Void) null).emitOn(back);
    }

    /** Listens to {@link Signals}: the payload is an id, or {@link Signals#EVERYTHING}. */
    public void wake(String id) {
        sleepers.stream().filter(sleeper -> id.equals(Signals.EVERYTHING) || sleeper.id().equals(id)).forEach(Sleeper::wake);
    }
}
