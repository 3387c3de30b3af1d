package io.perch.task;

import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/** The clockwork of tasks; each job may run on every replica at once. */
@ApplicationScoped
class TaskJobs {

    private final TaskRunner runner;
    private final TaskLeases leases;
    private final TaskConfig config;
    private final Settings settings;
    private final InstantSource clock;

    TaskJobs(TaskRunner runner, TaskLeases leases, TaskConfig config, Settings settings, InstantSource clock) {
        this.runner = runner;
        this.leases = leases;
        this.config = config;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(every = "${perch.task.heartbeat}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> renew() {
        return runner.renew();
    }

    /** Finds what signals did not tell: lapsed leases, and tasks created while the notification connection was down. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return Uni.createFrom().voidItem().invoke(runner::lookForWork);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> endOverdue() {
        Duration patience = Duration.ofSeconds(settings.get(MlSettings.ML_TASK_TIMEOUT_IN_SECONDS));
        return runner.endOverdue(clock.millis() - patience.toMillis(), patience).replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return leases.forget(clock.millis() - config.retention().toMillis()).replaceWithVoid();
    }
}
