package io.perch.connector;

import io.perch.base.Contexts;
import io.perch.base.Signals;
import io.perch.base.Workers;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connectors in use on this replica, each open once, whatever number of models calls through it. When one changes, anywhere,
 * its next call opens the new version; calls under way end on the old one.
 */
@ApplicationScoped
class ConnectorClients {

    private final Map<String, ConnectorClient> open = new ConcurrentHashMap<>();
    private final Map<String, Uni<ConnectorClient>> opening = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Credentials credentials;
    private final ConnectorClient.Surroundings around;
    private final Signals signals;
    private final Contexts contexts;

    ConnectorClients(Credentials credentials, ConnectorClient.Surroundings around, Signals signals, Contexts contexts) {
        this.credentials = credentials;
        this.around = around;
        this.signals = signals;
        this.contexts = contexts;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(Connectors.CHANGED, id -> {
            if (id.isEmpty()) {
                contexts.start("look at connectors", this::look);
            } else {
                forget(id);
            }
        });
    }

    /**
     * The connector as it is now, entered: whoever gets it leaves it. From memory when it was used before.
     * Fails with CONNECTOR_NOT_FOUND, MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE.
     */
    Uni<ConnectorClient> enter(String id) {
        ConnectorClient known = open.get(id);
        return known != null && known.enter() ? Uni.createFrom().item(known)
                : opened(id).chain(client -> client.enter() ? Uni.createFrom().item(client) : enter(id));
    }

    /** A hundred first callers open it once. */
    private Uni<ConnectorClient> opened(String id) {
        return Uni.createFrom().deferred(() -> opening.computeIfAbsent(id, key -> contexts.fresh(() -> openNow(id))
                        .onTermination().invoke(() -> opening.remove(id))
                        .memoize().indefinitely())
                .emitOn(Workers.callersContext()));
    }

    private Uni<ConnectorClient> openNow(String id) {
        long before = changes.get();
        return Panache.withSession(() -> ConnectorEntity.<ConnectorEntity>findById(id))
                .onItem().ifNull().failWith(() -> Connectors.notFound(id))
                .map(entity -> ReadyConnector.of(entity.toConnector()))
                .chain(ready -> credentials.open(ready.connector())
                        .chain(credential -> ConnectorClient.open(ready, credential, around)))
                .invoke(client -> publish(id, client, before));
    }

    /** Not when something changed while it was read: this may be the version before the change. */
    private void publish(String id, ConnectorClient client, long before) {
        if (changes.get() != before) {
            client.retire();
            return;
        }
        ConnectorClient old = open.put(id, client);
        if (old != null) {
            old.retire();
        }
    }

    /** For whoever has changed a connector: the next call sees the change. */
    void forget(String id) {
        changes.incrementAndGet();
        ConnectorClient old = open.remove(id);
        if (old != null) {
            old.retire();
        }
    }

    /** In case a signal got lost. */
    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return contexts.turn("look at connectors", () -> open.isEmpty() ? Uni.createFrom().voidItem() : forgetChanged());
    }

    private Uni<Void> forgetChanged() {
        Map<String, Long> known = new HashMap<>();
        open.forEach((id, client) -> known.put(id, client.ready().connector().revision()));
        return Panache.withSession(() -> ConnectorEntity.<ConnectorEntity>list("id in ?1", List.copyOf(known.keySet())))
                .invoke(stored -> {
                    stored.forEach(entity -> known.remove(entity.id, entity.revision));
                    Set.copyOf(known.keySet()).forEach(this::forget);
                }).replaceWithVoid();
    }

    @PreDestroy
    void close() {
        open.values().forEach(ConnectorClient::retire);
    }
}
