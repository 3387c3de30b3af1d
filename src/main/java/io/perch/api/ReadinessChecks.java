package io.perch.api;

import io.perch.deploy.Reconciler;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the database answers, and every model that was wanted at the start is warm. */
class ReadinessChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Readiness
    @ApplicationScoped
    static class Database implements AsyncHealthCheck {

        private final Pool pool;

        Database(Pool pool) {
            this.pool = pool;
        }

        @Override
        public Uni<HealthCheckResponse> call() {
            // on a connection, not on the pool: that one forgets a timer when PostgreSQL is away, and logs an error when it rings
            return pool.withConnection(sql -> sql.query("SELECT 1").execute()).replaceWith(HealthCheckResponse.up("database"))
                    .ifNoItem().after(PATIENCE).fail()
                    .onFailure().recoverWithItem(failure -> HealthCheckResponse.named("database").down()
                            .withData("reason", String.valueOf(failure.getMessage())).build());
        }
    }

    @Readiness
    @ApplicationScoped
    static class WarmModels implements AsyncHealthCheck {

        private final Reconciler reconciler;

        WarmModels(Reconciler reconciler) {
            this.reconciler = reconciler;
        }

        @Override
        public Uni<HealthCheckResponse> call() {
            return Uni.createFrom().item(reconciler.coldModels().map(WarmModels::answer)
                    .orElseGet(() -> down("what is wanted is not known yet")));
        }

        private static HealthCheckResponse answer(Set<String> cold) {
            return cold.isEmpty() ? HealthCheckResponse.up("models") : down("not warm yet: " + String.join(", ", cold));
        }

        private static HealthCheckResponse down(String reason) {
            return HealthCheckResponse.named("models").down().withData("reason", reason).build();
        }
    }
}
