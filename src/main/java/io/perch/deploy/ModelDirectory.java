package io.perch.deploy;

import io.perch.model.FunctionName;
import io.perch.model.ModelEntity;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Several models at once, each with where it is, from the database. */
@ApplicationScoped
public class ModelDirectory {

    /** Of the models with one name so many are looked at: those that are wanted first, then the latest. */
    private static final int NAMESAKES = 20;

    private static final String NAMED = """
            from ModelEntity m where m.id = ?1 or m.name = ?1 and m.state <> REGISTERING
             order by case when m.id = ?1 then 0 else 1 end, m.enabled desc,
                      case when exists (select 1 from WantedEntity w where w.modelId = m.id) then 0 else 1 end,
                      m.version desc, m.createdTime desc""";

    private static final String SERVING = """
            from ModelEntity m where m.function in ?1 and m.enabled and m.state <> REGISTERING
             order by m.name, m.version desc, m.id""";

    private final DeploymentTable table;

    ModelDirectory(DeploymentTable table) {
        this.table = table;
    }

    /** Registered and enabled models with one of these functions, by name, the latest version of each name first. */
    public Uni<List<Deployment>> list(Set<FunctionName> functions, int limit) {
        return read(SERVING, functions, limit);
    }

    /** The model with this id, and those registered under this name. */
    Uni<List<Deployment>> named(String idOrName) {
        return read(NAMED, idOrName, NAMESAKES);
    }

    private Uni<List<Deployment>> read(String query, Object parameter, int limit) {
        return Panache.withSession(() -> ModelEntity.<ModelEntity>find(query, parameter).page(Page.ofSize(limit)).list()
                .chain(this::deployments));
    }

    private Uni<List<Deployment>> deployments(List<ModelEntity> models) {
        List<String> ids = models.stream().map(model -> model.id).toList();
        return WantedEntity.<WantedEntity>list("modelId in ?1", ids)
                .chain(wanted -> WorkerEntity.<WorkerEntity>list("aliveUntil > instant")
                        .chain(live -> HoldingEntity.<HoldingEntity>list("modelId in ?1", ids)
                                .map(held -> join(models, wanted, live, held))));
    }

    private List<Deployment> join(List<ModelEntity> models, List<WantedEntity> wanted, List<WorkerEntity> live,
            List<HoldingEntity> held) {
        Map<String, WantedEntity> wishes = wanted.stream().collect(Collectors.toMap(wish -> wish.modelId, Function.identity()));
        Map<HoldingEntity.Key, HoldingEntity> holdings = held.stream().collect(Collectors.toMap(
                holding -> new HoldingEntity.Key(holding.workerId, holding.modelId), Function.identity()));
        Set<String> excluded = table.excluded();
        return models.stream().map(model -> {
            WantedEntity wish = wishes.get(model.id);
            List<Holding> replicas = live.stream().map(worker ->
                    Holding.of(worker, holdings.get(new HoldingEntity.Key(worker.id, model.id)))).toList();
            return Deployment.of(model.toModel(), wish == null ? null : wish.toWanted(), replicas, excluded);
        }).toList();
    }
}
