package io.perch.search.mirror;

import io.perch.base.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the mirror has not heard of yet. Triggers fill it in the transaction of each change. */
@ApplicationScoped
class Outbox {

    private static final String NEXT = "SELECT id, change FROM outbox WHERE kind = ?1 ORDER BY change LIMIT ?2";

    /** Not what has changed once more in the meantime. */
    private static final String FORGET = """
            DELETE FROM outbox WHERE kind = ?1 AND change = ANY (string_to_array(?2, ',')::bigint[])""";

    private static final String REFILL = """
            INSERT INTO outbox (kind, id, change) SELECT ?1, id, nextval('outbox_change') FROM %s
                ON CONFLICT (kind, id) DO UPDATE SET change = excluded.change""";

    /** The number of the newest change by id, the oldest first. */
    Uni<Map<String, Long>> next(String kind, int most) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                .createNativeQuery(NEXT, Object[].class).setParameter(1, kind).setParameter(2, most).getResultList()))
                .map(Outbox::changes);
    }

    private static Map<String, Long> changes(List<Object[]> rows) {
        Map<String, Long> changes = new LinkedHashMap<>();
        rows.forEach(row -> changes.put((String) row[0], ((Number) row[1]).longValue()));
        return changes;
    }

    Uni<Void> forget(String kind, Map<String, Long> told) {
        String numbers = told.values().stream().map(String::valueOf).collect(Collectors.joining(","));
        return Panache.withTransaction(() -> Database.execute(FORGET, kind, numbers)).replaceWithVoid();
    }

    /** With everything there is. @param kind the table's name, too */
    Uni<Void> refill(String kind) {
        return Panache.withTransaction(() -> Database.execute(REFILL.formatted(kind), kind)).replaceWithVoid();
    }
}
