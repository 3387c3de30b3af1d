package io.perch.base;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The order in which the parts of the house stop, as priorities of {@link ShutdownEvent} observers: first nothing new is begun,
 * then work in hand is left to other replicas, then models are drained, and last the line on which replicas talk is cut.
 */
@ApplicationScoped
public class Stopping {

    public static final int JOBS = 10;
    public static final int BACKGROUND_WORK = 20;
    public static final int MODELS = 30;
    public static final int SIGNALS = 40;

    private final Scheduler scheduler;

    Stopping(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The scheduler itself outlives the pools and the beans that its jobs need, and would log their failures. */
    void stopJobs(@Observes @Priority(JOBS) ShutdownEvent stop) {
        scheduler.pause();
    }
}
