package io.perch.deploy;

import io.perch.base.Contexts;
import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.Node;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.ModelState;
import io.perch.model.Switches;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.task.Task;
import io.perch.task.TaskType;
import io.perch.task.Tasks;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wanted: deploys and undeploys as callers ask for them. Replicas hear of it and follow. */
@ApplicationScoped
public class Deploys {

    /** A deploy or undeploy has changed what is wanted. */
    static final String WANTED_CHANGED = "perch_wanted_changed";

    private static final Duration REMOTE_PATIENCE = Duration.ofSeconds(5);

    private static final String WANTED_MODEL = "model_is_wanted";

    private static final String WILL_BE_DEPLOYED = """
            UPDATE model SET state = 'REGISTERED', last_deployed_time = ?2, revision = revision + 1
             WHERE id = ?1 AND state <> 'REGISTERING'""";

    private static final String UNDEPLOYED = """
            UPDATE model SET state = 'UNDEPLOYED', last_undeployed_time = ?2, revision = revision + 1
             WHERE id = ?1 AND state <> 'REGISTERING'""";

    private static final String DEPLOY_FAILED = """
            UPDATE model SET state = 'DEPLOY_FAILED', revision = revision + 1 WHERE id = ?1""";

    private final DeploymentTable table;
    private final Tasks tasks;
    private final Settings settings;
    private final Signals signals;
    private final ModelCatalog catalog;
    private final Node node;
    private final ModelsHere local;
    private final Contexts contexts;
    private final InstantSource clock;

    Deploys(DeploymentTable table, Tasks tasks, Settings settings, Signals signals, ModelCatalog catalog, Node node,
            ModelsHere local, Contexts contexts, InstantSource clock) {
        this.table = table;
        this.tasks = tasks;
        this.settings = settings;
        this.signals = signals;
        this.catalog = catalog;
        this.node = node;
        this.local = local;
        this.contexts = contexts;
        this.clock = clock;
    }

    /** A model and where it is. Fails with MODEL_NOT_FOUND. */
    public Uni<Deployment> find(String modelId) {
        return table.find(modelId);
    }

    Uni<List<Deployment>> all(Collection<String> modelIds) {
        return table.all(modelIds);
    }

    /**
     * Wants the model deployed; the task ends when every replica has answered.
     * Fails with MODEL_NOT_FOUND, MODEL_NOT_REGISTERED, CUSTOM_PLAN_OFF, NO_ELIGIBLE_NODE, LOCAL_MODELS_OFF.
     *
     * @param nodeIds {@code null}: every replica
     */
    public Uni<Task> deploy(String modelId, List<String> nodeIds) {
        return table.find(modelId).onFailure(PerchException.class).transform(Deploys::shortText)
                .invoke(found -> check(found, nodeIds))
                .chain(found -> Panache.withTransaction(() -> want(found.model(), nodeIds))
                        .chain(task -> found.model().function().isLocal() ? Uni.createFrom().item(task) : soonEnded(task)))
                .onFailure(failure -> Database.violates(failure, WANTED_MODEL)).transform(gone -> ModelCatalog.notFound(modelId));
    }

    /** A remote model takes no time to speak of: as in the original, the deploy is over when its caller hears of it. */
    private Uni<Task> soonEnded(Task task) {
        return tasks.findEnded(task.id, REMOTE_PATIENCE);
    }

    /** Inside a transaction. */
    Uni<Task> want(Model model, List<String> nodeIds) {
        return tasks.create(TaskType.DEPLOY_MODEL, model.function().name(), model.id(), DeployWork.ASKED)
                .call(task -> table.want(model.id(), nodeIds, task.id))
                .call(() -> Database.execute(WILL_BE_DEPLOYED, model.id(), clock.millis()))
                .call(() -> announce(model.id()));
    }

    /** A predict needs a model that this replica does not hold. Returns the generation under which it is wanted here. */
    Uni<String> wantForPredict(Model model) {
        return table.find(model.id()).chain(found -> {
            Deployment.Wanted wanted = found.wanted();
            if (wanted != null && wanted.includes(node.id())) {
                return Uni.createFrom().item(wanted.generation());
            }
            checkRegistered(found.model());
            checkAutoDeploy(model);
            List<String> nodes = wanted == null ? null : Stream.concat(wanted.nodeIds().stream(), Stream.of(node.id())).toList();
            return Panache.withTransaction(() -> want(model, nodes)).map(task -> task.id)
                    .onFailure(failure -> Database.violates(failure, WANTED_MODEL))
                    .transform(gone -> ModelCatalog.notFound(model.id()));
        });
    }

    /** Returns, per live replica, whether it held the model. Fails with MODEL_NOT_FOUND. */
    public Uni<Deployment> undeploy(String modelId, List<String> nodeIds) {
        Switches.requireCustomPlan(nodeIds, settings);
        return table.find(modelId).onFailure(PerchException.class).transform(Deploys::shortText)
                .call(before -> Panache.withTransaction(() -> unwant(before, nodeIds)))
                .invoke(before -> letGo(modelId, nodeIds));
    }

    /** Other replicas follow the signal; this one has heard already, so its next predict must not find the model. */
    private void letGo(String modelId, List<String> nodeIds) {
        if (nodeIds == null || nodeIds.contains(node.id())) {
            Uni<Void> gone = local.unload(modelId);
            contexts.start("unload model " + modelId, () -> gone);
        }
    }

    /** Like {@link #undeploy}, for lists in which an unknown model is no fault. */
    public Uni<Optional<Deployment>> undeployIfThere(String modelId, List<String> nodeIds) {
        return undeploy(modelId, nodeIds).map(Optional::of)
                .onFailure(failure -> failure instanceof PerchException known && known.code() == ErrorCode.MODEL_NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }

    /** The ids of all live replicas. */
    public Uni<List<String>> replicas() {
        return table.replicas();
    }

    private Uni<Void> unwant(Deployment before, List<String> nodeIds) {
        List<String> stay = nodeIds == null ? List.of()
                : before.targetIds().stream().filter(id -> !nodeIds.contains(id)).toList();
        String modelId = before.model().id();
        return (stay.isEmpty()
                ? table.unwant(modelId).chain(() -> Database.execute(UNDEPLOYED, modelId, clock.millis()))
                : table.want(modelId, stay, before.wanted().generation()))
                .chain(() -> announce(modelId));
    }

    /** The deploy of this generation has failed everywhere: nobody wants the model any more. */
    Uni<Void> giveUp(String modelId, String generation) {
        return Panache.withTransaction(() -> table.unwant(modelId, generation)
                .chain(was -> was
                        ? Database.execute(DEPLOY_FAILED, modelId).chain(() -> announce(modelId))
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> announce(String modelId) {
        catalog.forget(modelId);
        return signals.inTransaction(WANTED_CHANGED, modelId)
                .chain(() -> signals.inTransaction(ModelCatalog.CHANGED, modelId));
    }

    private void check(Deployment found, List<String> nodeIds) {
        Switches.requireCustomPlan(nodeIds, settings);
        Switches.require(found.model().function(), settings);
        checkRegistered(found.model());
        if (found.eligible(nodeIds, table.excluded()).isEmpty()) {
            throw new PerchException(ErrorCode.NO_ELIGIBLE_NODE, "no eligible node found",
                    "live replicas are " + found.replicas() + "; see node_ids and plugins.ml_commons.exclude_nodes._name");
        }
    }

    private static void checkRegistered(Model model) {
        if (model.state() == ModelState.REGISTERING) {
            throw new PerchException(ErrorCode.MODEL_NOT_REGISTERED, "Model " + model.id() + " is not registered yet",
                    "wait for its register task, or upload what GET /_plugins/_ml/models/" + model.id()
                            + "/chunks calls missing");
        }
    }

    private void checkAutoDeploy(Model model) {
        if (!settings.get(MlSettings.MODEL_AUTO_DEPLOY_ENABLE)) {
            throw new PerchException(ErrorCode.MODEL_NOT_DEPLOYED, "Model not ready yet. Please deploy the model first.",
                    "POST /_plugins/_ml/models/" + model.id() + "/_deploy, or set plugins.ml_commons.model_auto_deploy.enable");
        }
        if (Boolean.FALSE.equals(model.deploySetting().autoDeploy())) {
            throw new PerchException(ErrorCode.MODEL_NOT_DEPLOYED,
                    "Auto deployment disabled for this model, please deploy model first Model ID: " + model.id(),
                    "POST /_plugins/_ml/models/" + model.id() + "/_deploy");
        }
    }

    private static PerchException shortText(Throwable failure) {
        PerchException known = (PerchException) failure;
        return known.code() == ErrorCode.MODEL_NOT_FOUND
                ? new PerchException(ErrorCode.MODEL_NOT_FOUND, "Failed to find model", known.reason()) : known;
    }
}
