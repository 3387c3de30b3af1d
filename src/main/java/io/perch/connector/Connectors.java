package io.perch.connector;

import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connectors: made, read, changed, deleted. A change reaches every replica at once, and no deployed model has to be undeployed. */
@ApplicationScoped
public class Connectors {

    /** The connector in the payload has changed. */
    static final String CHANGED = "perch_connector_changed";

    private static final String KEY = "connector_pkey";
    private static final String OF_MODELS = "model_uses_connector";
    private static final int MOST_NAMED = 100;

    private static final String USERS = "SELECT id FROM model WHERE connector_id = ?1 ORDER BY id LIMIT " + (MOST_NAMED + 1);

    private final ConnectorCheck check;
    private final Credentials credentials;
    private final ConnectorClients clients;
    private final Signals signals;
    private final InstantSource clock;

    Connectors(ConnectorCheck check, Credentials credentials, ConnectorClients clients, Signals signals, InstantSource clock) {
        this.check = check;
        this.credentials = credentials;
        this.clients = clients;
        this.signals = signals;
        this.clock = clock;
    }

    /** Fails with REMOTE_INFERENCE_OFF, REQUEST_INVALID (every fault at once), ENDPOINT_NOT_TRUSTED, MASTER_KEY_MISSING, ID_TAKEN. */
    public Uni<Connector> create(ConnectorDraft draft) {
        ConnectorEntity entity = fresh(draft, false);
        check.check(entity.toConnector(), draft.credential());
        return seal(entity, draft.credential())
                .chain(() -> Panache.withTransaction(() -> entity.<ConnectorEntity>persistAndFlush()))
                .map(ConnectorEntity::toConnector)
                .onFailure(failure -> Database.violates(failure, KEY)).transform(failure -> new PerchException(
                        ErrorCode.ID_TAKEN, "connector id '" + draft.id() + "' already exists", "choose another id, or none"));
    }

    /**
     * Makes ready the connector that a model brings with it. The answer is to be persisted in one transaction with the model. Fails
     * as {@link #create} does.
     */
    Uni<ConnectorEntity> prepareInline(ConnectorDraft draft) {
        ConnectorEntity entity = fresh(draft, true);
        check.check(entity.toConnector(), draft.credential());
        return seal(entity, draft.credential()).replaceWith(entity);
    }

    /** The connector that a draft would become; stored nowhere, and without its credential. */
    Connector sketch(ConnectorDraft draft) {
        return fresh(draft, false).toConnector();
    }

    /** One that is no part of a model. Fails with CONNECTOR_NOT_FOUND. */
    public Uni<Connector> find(String id) {
        return any(id).chain(found -> found.inline() ? Uni.createFrom().failure(notFound(id)) : Uni.createFrom().item(found));
    }

    /** As the database has it now. Fails with CONNECTOR_NOT_FOUND. */
    Uni<Connector> any(String id) {
        return Panache.withSession(() -> ConnectorEntity.<ConnectorEntity>findById(id))
                .onItem().ifNull().failWith(() -> notFound(id))
                .map(ConnectorEntity::toConnector);
    }

    static PerchException notFound(String id) {
        return new PerchException(ErrorCode.CONNECTOR_NOT_FOUND, "Failed to find connector with the provided connector id: " + id,
                null);
    }

    /**
     * Members that are {@code null} stay as they are; parameters are merged name by name; a credential, actions and a client
     * configuration replace what was there, whole. Calls in flight end on the old version. Fails as {@link #create} does, or with
     * CONNECTOR_NOT_FOUND.
     */
    public Uni<Connector> update(String id, ConnectorDraft change) {
        return change(id, change, false);
    }

    /** As {@link #update}, of the connector inside a model. */
    public Uni<Connector> updateInline(String id, ConnectorDraft change) {
        return change(id, change, true);
    }

    private Uni<Connector> change(String id, ConnectorDraft change, boolean inline) {
        // one change after the other, so that none is lost
        return Panache.withTransaction(() -> ConnectorEntity.<ConnectorEntity>findById(id, LockModeType.PESSIMISTIC_WRITE)
                        .chain(found -> found == null || found.inline != inline
                                ? Uni.createFrom().failure(notFound(id)) : Uni.createFrom().item(found))
                        .invoke(entity -> apply(change, entity))
                        .invoke(entity -> check.check(entity.toConnector(), change.credential()))
                        .call(entity -> seal(entity, change.credential()))
                        .call(ConnectorEntity::flush)
                        .call(() -> signals.inTransaction(CHANGED, id))
                        .map(ConnectorEntity::toConnector))
                .invoke(() -> clients.forget(id));
    }

    /** Returns the connector that was. Fails with CONNECTOR_NOT_FOUND, or CONNECTOR_IN_USE. */
    public Uni<Connector> delete(String id) {
        return Panache.withTransaction(() -> find(id).call(() -> ConnectorEntity.deleteById(id))
                        .call(() -> Panache.getSession().chain(session -> session.flush()))
                        .call(() -> signals.inTransaction(CHANGED, id)))
                .invoke(() -> clients.forget(id))
                .onFailure(failure -> Database.violates(failure, OF_MODELS)).recoverWithUni(() -> inUse(id));
    }

    private static Uni<Connector> inUse(String id) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                        .createNativeQuery(USERS, String.class).setParameter(1, id).getResultList()))
                .chain(users -> Uni.createFrom().failure(new PerchException(ErrorCode.CONNECTOR_IN_USE, count(users)
                        + " models are still using this connector, please delete or update the models first: "
                        + users.subList(0, Math.min(MOST_NAMED, users.size())), null)));
    }

    private static String count(List<String> users) {
        return users.size() > MOST_NAMED ? "More than " + MOST_NAMED : String.valueOf(users.size());
    }

    private ConnectorEntity fresh(ConnectorDraft draft, boolean inline) {
        ConnectorEntity entity = new ConnectorEntity();
        entity.id = draft.id() == null ? Ids.next() : draft.id();
        entity.name = draft.name();
        entity.protocol = draft.protocol();
        entity.parameters = "{}";
        entity.credential = "{}";
        entity.actions = "[]";
        entity.inline = inline;
        entity.createdTime = clock.millis();
        apply(draft, entity);
        return entity;
    }

    private void apply(ConnectorDraft change, ConnectorEntity entity) {
        entity.name = change.name() == null ? entity.name : change.name();
        entity.version = change.version() == null ? entity.version : change.version();
        entity.description = change.description() == null ? entity.description : change.description();
        entity.protocol = change.protocol() == null ? entity.protocol : change.protocol();
        if (change.parameters() != null) {
            entity.parameters = Json.write(merged(entity.toConnector().parameters(), change.parameters()));
        }
        if (change.actions() != null && !change.actions().isEmpty()) {
            entity.actions = Json.write(change.actions());
        }
        if (change.client() != null) {
            entity.clientConfig = Json.write(change.client());
        }
        entity.lastUpdatedTime = clock.millis();
    }

    private static Map<String, String> merged(Map<String, String> stored, Map<String, String> given) {
        Map<String, String> merged = new HashMap<>(stored);
        merged.putAll(given);
        return merged;
    }

    /** Whole: a name that is left out is gone. */
    private Uni<Void> seal(ConnectorEntity entity, Map<String, String> given) {
        return given == null || given.isEmpty() ? Uni.createFrom().voidItem()
                : credentials.seal(entity.id, given).invoke(sealed -> entity.credential = Json.write(sealed)).replaceWithVoid();
    }
}
