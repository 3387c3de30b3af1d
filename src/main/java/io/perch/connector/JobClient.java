package io.perch.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.batch.BatchConfig;
import io.perch.connector.batch.RemoteJob;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.task.Task;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Speaks with services about their jobs, through the connector that the job's model has by then. */
@ApplicationScoped
class JobClient {

    private final ModelCatalog catalog;
    private final ConnectorClients clients;
    private final BatchConfig config;

    JobClient(ModelCatalog catalog, ConnectorClients clients, BatchConfig config) {
        this.catalog = catalog;
        this.clients = clients;
        this.config = config;
    }

    /** Creates a job. Fails as {@link JobCall#job} does. */
    Uni<ObjectNode> start(JobCall call, Deadline deadline) {
        return call.job(deadline, config.maxJobSize());
    }

    /** What the service says of the job now. Fails with MODEL_NOT_FOUND, as {@link #through} does, and as {@link JobCall#job}. */
    Uni<ObjectNode> status(Task task) {
        return about(task, ActionType.BATCH_PREDICT_STATUS, call -> call.job(patience(), config.maxJobSize()));
    }

    /** Orders the job to end. Fails with MODEL_NOT_FOUND, as {@link #through} does, and as {@link JobCall#send}. */
    Uni<Void> cancel(Task task) {
        return about(task, ActionType.CANCEL_BATCH_PREDICT, call -> call.send(patience(), config.maxJobSize()).replaceWithVoid());
    }

    private Deadline patience() {
        return Deadline.in(config.patience());
    }

    private <T> Uni<T> about(Task task, ActionType type, Function<JobCall, Uni<T>> talk) {
        return catalog.resolve(task.modelId).chain(model -> through(model,
                client -> talk.apply(JobCall.of(client, type, RemoteJob.read(task.remoteJob).parameters()))));
    }

    /**
     * Runs {@code talk} with the model's connector, which stays open so long. Fails with MODEL_IS_LOCAL, CONNECTOR_NOT_FOUND,
     * MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE.
     */
    <T> Uni<T> through(Model model, Function<ConnectorClient, Uni<T>> talk) {
        if (model.function().isLocal()) {
            throw new PerchException(ErrorCode.MODEL_IS_LOCAL, "A batch prediction is a job on a remote service, and model "
                    + model.id() + " runs here", "POST /_plugins/_ml/models/" + model.id() + "/_predict");
        }
        return clients.enter(model.connectorId()).chain(client -> Uni.createFrom().deferred(() -> talk.apply(client))
                .onTermination().invoke(client::leave));
    }
}
