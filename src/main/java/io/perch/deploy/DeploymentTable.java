package io.perch.deploy;

import io.perch.base.Database;
import io.perch.base.Node;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.ModelEntity;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Wanted, held and living, as the database knows them. */
@ApplicationScoped
class DeploymentTable {

    // one row per live replica, whether it holds the model or not: everything about a deployment in one indexed look. Always in
    // the same order, though heartbeats move the rows: what comes in another order would be taken for news
    private static final String DEPLOYMENT = """
            select m, w, k, h from ModelEntity m
              left join WantedEntity w on w.modelId = m.id
              left join WorkerEntity k on k.aliveUntil > instant
              left join HoldingEntity h on h.workerId = k.id and h.modelId = m.id
             where m.id = ?1
             order by k.id""";

    private static final String DEPLOYMENTS = """
            select m, w, k, h from ModelEntity m
              left join WantedEntity w on w.modelId = m.id
              join WorkerEntity k on k.aliveUntil > instant
              left join HoldingEntity h on h.workerId = k.id and h.modelId = m.id
             where (w.modelId is not null or h.modelId is not null) and (?1 = true or m.id in ?2)
             order by m.id, k.id""";

    /** Rows of models × replicas: one answer does not take in more. */
    private static final int MOST_ROWS = 10_000;

    private static final String WANT = """
            INSERT INTO wanted (model_id, node_ids, generation, since) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (model_id) DO UPDATE SET node_ids = excluded.node_ids, generation = excluded.generation""";

    private static final String HOLD = """
            INSERT INTO holding (worker_id, model_id, state, generation, since, last_used, memory_bytes, error, error_code, hint)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9)
            ON CONFLICT (worker_id, model_id) DO UPDATE SET state = excluded.state, generation = excluded.generation,
                   since = excluded.since, last_used = excluded.last_used, memory_bytes = excluded.memory_bytes,
                   error = excluded.error, error_code = excluded.error_code, hint = excluded.hint""";

    private static final String USED =
            "UPDATE holding SET last_used = ?3 WHERE worker_id = ?1 AND model_id = ?2 AND last_used < ?3";

    private static final String IDLE = """
            select m.id from ModelEntity m
             where m.ttlMinutes >= 0 and exists (select 1 from WantedEntity w where w.modelId = m.id)
               and exists (select 1 from HoldingEntity h, WorkerEntity k where k.id = h.workerId and k.aliveUntil > instant
                            and h.modelId = m.id and h.state in (LOADED, EVICTED))
               and not exists (select 1 from HoldingEntity h, WorkerEntity k where k.id = h.workerId and k.aliveUntil > instant
                            and h.modelId = m.id and (h.state = LOADING
                                 or h.state in (LOADED, EVICTED) and h.lastUsed > ?1 - m.ttlMinutes * 60000))""";

    private final Node node;
    private final Settings settings;
    private final InstantSource clock;

    DeploymentTable(Node node, Settings settings, InstantSource clock) {
        this.node = node;
        this.settings = settings;
        this.clock = clock;
    }

    /** Fails with MODEL_NOT_FOUND. */
    Uni<Deployment> find(String modelId) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                        .createQuery(DEPLOYMENT, Object[].class).setParameter(1, modelId).getResultList()))
                .map(rows -> deployment(modelId, rows));
    }

    /** @param modelIds {@code null}: all; those that nobody wants and nobody holds any more are not in the answer */
    Uni<List<Deployment>> all(Collection<String> modelIds) {
        // an empty list is no SQL
        List<String> asked = modelIds == null || modelIds.isEmpty() ? List.of("") : List.copyOf(modelIds);
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                        .createQuery(DEPLOYMENTS, Object[].class).setParameter(1, modelIds == null).setParameter(2, asked)
                        .setMaxResults(MOST_ROWS).getResultList()))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(row -> ((ModelEntity) row[0]).id, LinkedHashMap::new, Collectors.toList()))
                        .entrySet().stream().map(model -> deployment(model.getKey(), model.getValue())).toList());
    }

    Uni<List<String>> replicas() {
        return Panache.withSession(() -> WorkerEntity.<WorkerEntity>find("aliveUntil > instant").list())
                .map(live -> live.stream().map(worker -> worker.id).toList());
    }

    private Deployment deployment(String modelId, List<Object[]> rows) {
        if (rows.isEmpty()) {
            throw ModelCatalog.notFound(modelId);
        }
        Model model = ((ModelEntity) rows.getFirst()[0]).toModel();
        WantedEntity wanted = (WantedEntity) rows.getFirst()[1];
        List<Holding> replicas = rows.stream().filter(row -> row[2] != null)
                .map(row -> Holding.of((WorkerEntity) row[2], (HoldingEntity) row[3])).toList();
        return Deployment.of(model, wanted == null ? null : wanted.toWanted(), replicas, excluded());
    }

    /** Inside a transaction. */
    Uni<Void> want(String modelId, List<String> nodeIds, String generation) {
        return Database.execute(WANT, modelId, nodeIds == null ? null : String.join(",", nodeIds), generation, clock.millis())
                .replaceWithVoid();
    }

    /** Inside a transaction. Returns whether it was wanted. */
    Uni<Boolean> unwant(String modelId) {
        return WantedEntity.delete("modelId", modelId).map(deleted -> deleted > 0);
    }

    /** Inside a transaction; only while no later deploy has asked again. */
    Uni<Boolean> unwant(String modelId, String generation) {
        return WantedEntity.delete("modelId = ?1 and generation = ?2", modelId, generation).map(deleted -> deleted > 0);
    }

    /** Names from {@code exclude_nodes._name}. */
    Set<String> excluded() {
        return Arrays.stream(settings.get(MlSettings.EXCLUDE_NODES_NAME).split(",")).map(String::strip)
                .filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    /** Everything that this replica should hold. */
    Uni<Map<String, Deployment.Wanted>> wantedHere() {
        if (excluded().contains(node.name())) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.withSession(() -> WantedEntity.<WantedEntity>listAll()).map(all -> all.stream()
                .map(entity -> Map.entry(entity.modelId, entity.toWanted()))
                .filter(entry -> entry.getValue().includes(node.id()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Reports what this replica has of a model now. {@code why} is {@code null} unless the load failed. */
    Uni<Void> hold(String modelId, Holding.State state, String generation, long memoryBytes, PerchException why) {
        Optional<PerchException> failure = Optional.ofNullable(why);
        return Panache.withTransaction(() -> Database.execute(HOLD, node.id(), modelId, state.name(), generation, clock.millis(),
                memoryBytes, failure.map(PerchException::reason).orElse(null),
                failure.map(it -> it.code().name()).orElse(null), failure.map(PerchException::hint).orElse(null)))
                .replaceWithVoid();
    }

    Uni<Void> release(String modelId) {
        return Panache.withTransaction(() -> HoldingEntity.delete("workerId = ?1 and modelId = ?2", node.id(), modelId))
                .replaceWithVoid();
    }

    /** @param lastUsed epoch ms of the last predict, per model */
    Uni<Void> used(Map<String, Long> lastUsed) {
        return lastUsed.isEmpty() ? Uni.createFrom().voidItem() : Panache.withTransaction(() -> Uni.join()
                .all(lastUsed.entrySet().stream()
                        .map(use -> Database.execute(USED, node.id(), use.getKey(), use.getValue())).toList())
                .usingConcurrencyOf(1).andFailFast()).replaceWithVoid();
    }

    /** Deployed models that no replica has used for their TTL. */
    Uni<List<String>> idle() {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session
                .createQuery(IDLE, String.class).setParameter(1, clock.millis()).getResultList()));
    }
}
