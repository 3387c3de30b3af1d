package io.perch.task;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.base.Workers;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import java.util.function.Supplier;

/** Callers that wait for a task to end, whichever replica works on it. A signal wakes them; a slow look catches lost signals. */
@ApplicationScoped
class TaskWaits {

    private static final Duration SLOW_LOOK = Duration.ofSeconds(2);

    private final TaskConfig config;
    private final Signals signals;
    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();

    private record Wait(String taskId, UniEmitter<? super Void> wake, Executor back) {
        void up() {
            back.execute(() -> wake.complete(null));
        }
    }

    TaskWaits(TaskConfig config, Signals signals) {
        this.config = config;
        this.signals = signals;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(Tasks.ENDED, this::wake);
    }

    Uni<Task> untilEnded(String id, Duration patience, Supplier<Uni<Task>> look) {
        if (waiting.size() >= config.maxWaiting()) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.QUEUE_FULL,
                    config.maxWaiting() + " callers already wait for tasks on this replica",
                    "ask without ?wait=, or raise perch.task.max-waiting"));
        }
        Duration bounded = patience.compareTo(config.maxWait()) < 0 ? patience : config.maxWait();
        return Uni.createFrom().voidItem()
                .chain(() -> next(id))
                .chain(ignored -> look.get())
                .repeat().until(task -> task.state.ended())
                .collect().last()
                // the task that ended is the one item that repeat() keeps to itself
                .chain(nothing -> look.get())
                .ifNoItem().after(bounded).fail()
                .emitOn(Workers.callersContext())
                .onFailure(TimeoutException.class).recoverWithUni(late -> look.get());
    }

    private Uni<Void> next(String id) {
        return Uni.createFrom().<Void>emitter(emitter -> {
            Wait wait = new Wait(id, emitter, Workers.callersContext());
            waiting.add(wait);
            emitter.onTermination(() -> waiting.remove(wait));
        }).ifNoItem().after(SLOW_LOOK).recoverWithItem((Void) null).emitOn(Workers.callersContext());
    }

    private void wake(String taskId) {
        waiting.stream().filter(wait -> taskId.isEmpty() || wait.taskId().equals(taskId)).forEach(Wait::up);
    }
}
