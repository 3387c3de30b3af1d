package io.perch.deploy;

import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Undeploys models that nobody has used for their {@code model_ttl_minutes}, on whichever replica. */
@ApplicationScoped
class IdleModels {

    private static final Logger LOG = Logger.getLogger(IdleModels.class);

    private final DeploymentTable table;
    private final Deploys deploys;
    private final Settings settings;
    private final InstantSource clock;
    private long lastLook;

    IdleModels(DeploymentTable table, Deploys deploys, Settings settings, InstantSource clock) {
        this.table = table;
        this.deploys = deploys;
        this.settings = settings;
        this.clock = clock;
        this.lastLook = clock.millis();
    }

    /** The period is a setting that may change at any time, so each second asks whether it is over; 0 stops the job. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        int period = settings.get(MlSettings.SYNC_UP_JOB_INTERVAL_IN_SECONDS);
        if (period == 0 || clock.millis() - lastLook < period * 1000L) {
            return Uni.createFrom().voidItem();
        }
        lastLook = clock.millis();
        return table.idle().chain(idle -> idle.stream().map(this::undeploy)
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next)));
    }

    private Uni<Void> undeploy(String modelId) {
        LOG.infof("Model %s has been idle for its time to live and is undeployed", modelId);
        return deploys.undeploy(modelId, null).replaceWithVoid();
    }
}
