package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.ModelUpdates;
import io.perch.model.OnRemoved;
import io.perch.model.RegisterRequest;
import io.perch.model.RegisterRequest.ModelSource;
import io.perch.model.Registration;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Models that bring a connector of their own: it is stored, changed and deleted in one transaction with its model. */
@ApplicationScoped
public class RemoteRegistration implements OnRemoved {

    private final Connectors connectors;
    private final Registration registration;
    private final ModelUpdates updates;
    private final ModelCatalog catalog;

    RemoteRegistration(Connectors connectors, Registration registration, ModelUpdates updates, ModelCatalog catalog) {
        this.connectors = connectors;
        this.registration = registration;
        this.updates = updates;
        this.catalog = catalog;
    }

    /**
     * A remote model; one that comes without schemas may get them from its connector, see {@link Presets}. Fails with what
     * {@link Connectors#create} and {@link Registration#start} fail with.
     *
     * @param connector inside the model, or {@code null}: the request names one
     */
    public Uni<Registration.Registered> register(RegisterRequest request, ConnectorDraft connector) {
        if (connector != null) {
            return connectors.prepareInline(connector).chain(entity -> Panache.withTransaction(() -> entity.persistAndFlush()
                    .chain(() -> registration.start(completed(request.connectedBy(entity.id), entity.toConnector())))));
        }
        return request.gate().schemas() == null && request.source() instanceof ModelSource.Connected(String id)
                ? connectors.find(id).chain(found -> registration.start(completed(request, found)))
                : registration.start(request);
    }

    private static RegisterRequest completed(RegisterRequest request, Connector connector) {
        return request.gate().schemas() == null ? Presets.of(connector).map(request::with).orElse(request) : request;
    }

    /**
     * Changes any model. Fails with what {@link ModelUpdates#update} and {@link Connectors#update} fail with, MODEL_IS_LOCAL, or
     * CONNECTOR_INLINE when the model has the other kind of connector.
     *
     * @param connector what to change of the connector inside it, or {@code null}
     */
    public Uni<Model> update(String id, ModelUpdates.Change change, ConnectorDraft connector) {
        if (connector == null && change.connectorId() == null) {
            return updates.update(id, change);
        }
        return catalog.find(id).chain(this::connectorOf)
                .invoke(now -> require(now, connector != null))
                .chain(now -> Panache.withTransaction(() -> (connector == null ? connectors.find(change.connectorId())
                        : connectors.updateInline(now.id(), connector)).chain(() -> updates.update(id, change))));
    }

    private Uni<Connector> connectorOf(Model model) {
        if (model.function().isLocal()) {
            throw new PerchException(ErrorCode.MODEL_IS_LOCAL,
                    "Trying to update the connector or connector_id field on a local model.", null);
        }
        return connectors.any(model.connectorId());
    }

    private static void require(Connector connector, boolean inline) {
        if (inline && !connector.inline()) {
            throw new PerchException(ErrorCode.CONNECTOR_INLINE, "Cannot update connector settings for this model. The model was"
                    + " created with a connector_id and does not have an inline connector.",
                    "PUT /_plugins/_ml/connectors/" + connector.id() + " changes it for every model that uses it");
        }
        if (!inline && connector.inline()) {
            throw new PerchException(ErrorCode.CONNECTOR_INLINE, "This remote does not have a connector_id field, maybe it uses an"
                    + " internal connector.", "change it through the member connector of this request");
        }
    }

    /** The connector inside the model; empty when it has none of its own. */
    public Uni<Optional<Connector>> inlineConnector(Model model) {
        return model.connectorId() == null ? Uni.createFrom().item(Optional.empty())
                : connectors.any(model.connectorId()).map(Optional::of).map(found -> found.filter(Connector::inline));
    }

    @Override
    public Uni<Void> removed(Model model) {
        return model.connectorId() == null ? Uni.createFrom().voidItem()
                : ConnectorEntity.delete("id = ?1 and inline = true", model.connectorId()).replaceWithVoid();
    }
}
