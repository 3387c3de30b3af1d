package io.perch.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.Signals;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table {@code setting}. */
@ApplicationScoped
class SettingTable {

    static final String CHANNEL = "perch_setting";

    private final Pool pool;
    private final ObjectMapper mapper;

    SettingTable(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    Uni<Map<Scope, Map<String, JsonNode>>> readAll() {
        // on a connection, not on the pool: that one forgets a timer when PostgreSQL is away, and logs an error when it rings
        return pool.withConnection(sql -> sql.query("SELECT scope, key, value::text AS value FROM setting").execute())
                .map(this::byScope);
    }

    /** In one transaction, after which every replica is told to look again. */
    Uni<Void> apply(SettingsUpdate update) {
        return pool.withTransaction(sql -> sql
                // updates come one after the other; readers do not wait
                .query("LOCK TABLE setting IN SHARE ROW EXCLUSIVE MODE").execute()
                .chain(() -> forEach(update.reset(), (scope, keys) -> delete(sql, scope, keys)))
                .chain(() -> forEach(update.set(), (scope, values) -> upsert(sql, scope, values)))
                .chain(() -> sql.preparedQuery(Signals.SEND).execute(Tuple.of(CHANNEL, "")))
                .replaceWithVoid());
    }

    private static Uni<Void> delete(SqlConnection sql, Scope scope, Set<String> keys) {
        return sql.preparedQuery("DELETE FROM setting WHERE scope = $1 AND key = ANY($2)")
                .execute(Tuple.of(scope.wireName(), keys.toArray(String[]::new))).replaceWithVoid();
    }

    private static Uni<Void> upsert(SqlConnection sql, Scope scope, Map<String, JsonNode> values) {
        List<Tuple> rows = values.entrySet().stream()
                .map(value -> Tuple.of(scope.wireName(), value.getKey(), value.getValue().toString()))
                .toList();
        return sql.preparedQuery("""
                INSERT INTO setting (scope, key, value) VALUES ($1, $2, $3::text::jsonb)
                ON CONFLICT (scope, key) DO UPDATE SET value = excluded.value, changed_at = now()""")
                .executeBatch(rows).replaceWithVoid();
    }

    private static <V> Uni<Void> forEach(Map<Scope, V> parts, Change<V> change) {
        return Multi.createFrom().iterable(parts.entrySet())
                .onItem().transformToUniAndConcatenate(part -> change.of(part.getKey(), part.getValue()))
                .onItem().ignoreAsUni();
    }

    private Map<Scope, Map<String, JsonNode>> byScope(RowSet<Row> rows) {
        Map<Scope, Map<String, JsonNode>> values = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            values.put(scope, new TreeMap<>());
        }
        rows.forEach(row -> values.get(Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)))
                .put(row.getString("key"), read(row.getString("value"))));
        return values;
    }

    private JsonNode read(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("jsonb that is no JSON", impossible);
        }
    }

    private interface Change<V> {
        Uni<Void> of(Scope scope, V values);
    }
}
