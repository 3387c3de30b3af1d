package io.perch.connector;

import io.perch.model.LoadedModel;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.Switches;
import io.perch.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Opens remote models. */
@ApplicationScoped
public class RemoteModels {

    private final ConnectorClients clients;
    private final Settings settings;
    private final RemoteModel.Surroundings around;

    RemoteModels(ModelCatalog catalog, ConnectorClients clients, Bounds bounds, RemoteWorkers workers, Settings settings,
            InstantSource clock) {
        this.clients = clients;
        this.settings = settings;
        this.around = new RemoteModel.Surroundings(catalog, clients, bounds, workers, clock);
    }

    /**
     * The model, ready to answer: its connector is there and its credential can be read. The service itself is not asked.
     * Fails with REMOTE_INFERENCE_OFF, CONNECTOR_NOT_FOUND, MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE.
     */
    public Uni<LoadedModel> open(Model model) {
        Switches.requireRemoteInference(settings);
        return clients.enter(model.connectorId()).invoke(ConnectorClient::leave)
                .replaceWith(() -> new RemoteModel(model, around));
    }
}
