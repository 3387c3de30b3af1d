package io.perch.task;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.base.Wakeups;
import io.perch.base.Workers;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

import java.util.function.Supplier;

/** Callers that wait for a task to end, whichever replica works on it. A signal wakes them; a slow look catches lost signals. */
@ApplicationScoped
class TaskWaits {

    private static final Duration SLOW_LOOK = Duration.ofSeconds(2);

    private final TaskConfig config;
    private final Signals signals;
    private final Wakeups waiting = new Wakeups(SLOW_LOOK);

    TaskWaits(TaskConfig config, Signals signals) {
        this.config = config;
        this.signals = signals;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(Tasks.ENDED, waiting::wake);
    }

    Uni<Task> untilEnded(String id, Duration patience, Supplier<Uni<Task>> look) {
        if (waiting.sleeping() >= config.maxWaiting()) {
            return Uni.createFrom().failure(new PerchException(ErrorCode.QUEUE_FULL,
                    config.maxWaiting() + " callers already wait for tasks on this replica",
                    "ask without ?wait=, or raise perch.task.max-waiting"));
        }
        Duration bounded = patience.compareTo(config.maxWait()) < 0 ? patience : config.maxWait();
        return Uni.createFrom().voidItem()
                .chain(() -> waiting.next(id))
                .chain(ignored -> look.get())
                .repeat().until(task -> task.state.ended())
                .collect().last()
                // the task that ended is the one item that repeat() keeps to itself
                .chain(nothing -> look.get())
                .ifNoItem().after(bounded).fail()
                .emitOn(Workers.callersContext())
                .onFailure(TimeoutException.class).recoverWithUni(late -> look.get());
    }
}
