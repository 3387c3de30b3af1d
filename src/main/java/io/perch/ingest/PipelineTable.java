package io.perch.ingest;

import io.perch.base.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table {@code pipeline}. Every change is told to all replicas, by the kind and the id. */
@ApplicationScoped
public class PipelineTable {

    /** {@code kind/id} of a pipeline that has changed. */
    public static final String CHANGED = "perch_pipeline";

    /** What goes through it. */
    public enum Kind { INGEST, SEARCH }

    /** @param body JSON object */
    public record Stored(String body, long revision) {
    }

    /** Written unless there would be too many. */
    private static final String PUT = """
            INSERT INTO pipeline (kind, id, body, models, revision)
            SELECT $1, $2, $3, $4, nextval('pipeline_revision')
             WHERE EXISTS (SELECT 1 FROM pipeline WHERE kind = $1 AND id = $2)
                OR (SELECT count(*) FROM pipeline WHERE kind = $1) < $5
            ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body, models = excluded.models, revision = excluded.revision""";

    private static final String USING = """
            SELECT kind, id FROM pipeline WHERE models @> ARRAY[$1] ORDER BY kind, id""";

    private final Pool pool;

    PipelineTable(Pool pool) {
        this.pool = pool;
    }

    /** Answers false when there are {@code most} others already. @param models ids of those that it asks */
    public Uni<Boolean> put(Kind kind, String id, String body, Set<String> models, int most) {
        return pool.withTransaction(sql -> sql.preparedQuery(PUT)
                .execute(Tuple.of(kind.name(), id, body, models.toArray(String[]::new), (long) most))
                .map(RowSet::rowCount)
                .call(() -> sql.preparedQuery(Signals.SEND).execute(Tuple.of(CHANGED, signal(kind, id)))))
                .map(rows -> rows == 1);
    }

    /** Answers whether it was there. */
    public Uni<Boolean> delete(Kind kind, String id) {
        return pool.withTransaction(sql -> sql.preparedQuery("DELETE FROM pipeline WHERE kind = $1 AND id = $2")
                .execute(Tuple.of(kind.name(), id)).map(RowSet::rowCount)
                .call(() -> sql.preparedQuery(Signals.SEND).execute(Tuple.of(CHANGED, signal(kind, id)))))
                .map(rows -> rows == 1);
    }

    public Uni<Optional<Stored>> find(Kind kind, String id) {
        return pool.withConnection(sql -> sql.preparedQuery("SELECT body, revision FROM pipeline WHERE kind = $1 AND id = $2")
                .execute(Tuple.of(kind.name(), id)))
                .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(stored(rows.iterator().next())));
    }

    /** By id, in the order of the ids. */
    public Uni<Map<String, Stored>> all(Kind kind) {
        return pool.withConnection(sql -> sql.preparedQuery("SELECT id, body, revision FROM pipeline WHERE kind = $1 ORDER BY id")
                .execute(Tuple.of(kind.name())))
                .map(rows -> {
                    Map<String, Stored> all = new LinkedHashMap<>();
                    rows.forEach(row -> all.put(row.getString("id"), stored(row)));
                    return all;
                });
    }

    /** Ids of the pipelines that ask a model, by kind; kinds without any are left out. */
    Uni<Map<Kind, List<String>>> using(String modelId) {
        return pool.withConnection(sql -> sql.preparedQuery(USING).execute(Tuple.of(modelId))).map(rows -> {
            Map<Kind, List<String>> using = new EnumMap<>(Kind.class);
            rows.forEach(row -> using.computeIfAbsent(Kind.valueOf(row.getString("kind")), kind -> new ArrayList<>())
                    .add(row.getString("id")));
            return using;
        });
    }

    private static Stored stored(Row row) {
        return new Stored(row.getString("body"), row.getLong("revision"));
    }

    public static String signal(Kind kind, String id) {
        return kind + "/" + id;
    }
}
