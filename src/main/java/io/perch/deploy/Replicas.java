package io.perch.deploy;

import io.perch.base.Database;
import io.perch.base.Node;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The replicas that live, this one among them. */
@ApplicationScoped
class Replicas {

    private static final String BEAT = """
            INSERT INTO worker (id, name, alive_until, free_memory) VALUES (?1, ?2, now() + ?3 * interval '1 ms', ?4)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, alive_until = excluded.alive_until,
                   free_memory = excluded.free_memory
            RETURNING (xmax = 0)"""; // xmax is 0 in a row that was inserted, not updated

    private static final String BURY = "DELETE FROM worker WHERE alive_until < now() - interval '1 minute'";

    private static final String LEAVE = "DELETE FROM worker WHERE id = ?1";

    private final Node node;
    private final DeployConfig config;

    Replicas(Node node, DeployConfig config) {
        this.node = node;
        this.config = config;
    }

    /** Says that this replica lives. Returns whether it had been forgotten, and with it everything that it held. */
    Uni<Boolean> beat(long freeMemory) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(BEAT, Boolean.class)
                        .setParameter(1, node.id()).setParameter(2, node.name())
                        .setParameter(3, config.silence().toMillis()).setParameter(4, freeMemory).getSingleResult())
                .call(() -> Database.execute(BURY)));
    }

    /** Also how a new life of this replica forgets what the old one held. */
    Uni<Void> leave() {
        return Panache.withTransaction(() -> Database.execute(LEAVE, node.id())).replaceWithVoid();
    }
}
