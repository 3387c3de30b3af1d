package io.perch.connector;

import io.perch.base.Contexts;
import io.perch.connector.batch.BatchConfig;
import io.perch.task.JobTasks;
import io.perch.task.Task;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks about jobs whose tasks nobody looks at. May run on every replica at once: each job is asked about by one of them. */
@ApplicationScoped
class JobPolling {

    private final RemoteJobs jobs;
    private final JobTasks tasks;
    private final BatchConfig config;
    private final Contexts contexts;

    JobPolling(RemoteJobs jobs, JobTasks tasks, BatchConfig config, Contexts contexts) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.config = config;
        this.contexts = contexts;
    }

    @Scheduled(every = "${perch.batch.look}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return contexts.turn("ask about remote jobs", () -> jobs.isOn() ? askAllDue() : Uni.createFrom().voidItem());
    }

    private Uni<Void> askAllDue() {
        return Uni.createFrom().deferred(this::askSome)
                .repeat().whilst(asked -> asked == config.atOnce())
                .collect().last().replaceWithVoid();
    }

    private Uni<Integer> askSome() {
        return tasks.claimDue(config.poll(), config.atOnce()).chain(due -> due.isEmpty() ? Uni.createFrom().item(0) : ask(due));
    }

    private Uni<Integer> ask(List<Task> due) {
        return Uni.join().all(due.stream().map(jobs::refreshed).toList()).andFailFast().map(List::size);
    }
}
