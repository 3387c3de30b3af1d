package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.Stopping;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Says that this replica lives, when it last used its models, and when it leaves. */
@ApplicationScoped
class Heartbeat {

    private static final Duration ARRIVAL = Duration.ofMinutes(10);
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final Replicas replicas;
    private final ModelsHere local;
    private final DeploymentTable table;
    private final FreeMemory memory;
    private final Contexts contexts;
    private Map<String, Long> shown = Map.of();

    Heartbeat(Replicas replicas, ModelsHere local, DeploymentTable table, FreeMemory memory, Contexts contexts) {
        this.replicas = replicas;
        this.local = local;
        this.table = table;
        this.memory = memory;
        this.contexts = contexts;
    }

    /** What an earlier life of this replica held is gone with it. */
    void arrive(@Observes StartupEvent start) {
        contexts.start("arrive", () -> contexts.throughOutages(ARRIVAL, replicas::leave).chain(this::beat));
    }

    @Scheduled(every = "${perch.deploy.heartbeat}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> beat() {
        return contexts.turn("say that this replica lives", () -> replicas.beat(memory.now().free())
                .invoke(this::reportAgain)
                .chain(this::showUses));
    }

    private void reportAgain(boolean forgotten) {
        if (forgotten) {
            local.nothingIsReported();
        }
    }

    private Uni<Void> showUses() {
        Map<String, Long> uses = local.lastUsed();
        Map<String, Long> news = new HashMap<>(uses);
        news.entrySet().removeAll(shown.entrySet());
        return table.used(news).invoke(() -> shown = uses);
    }

    /** The one place that waits: the process is ending, and its models must be drained before the engines are torn down. */
    void leave(@Observes @Priority(Stopping.MODELS) ShutdownEvent stop) {
        contexts.fresh(() -> replicas.leave().onFailure().recoverWithNull().chain(local::unloadAll))
                .ifNoItem().after(GOODBYE).recoverWithItem((Void) null)
                .onFailure().recoverWithNull()
                .await().indefinitely();
    }
}
