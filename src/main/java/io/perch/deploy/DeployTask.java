package io.perch.deploy;

import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.base.Signals;
import io.perch.base.Wakeups;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.task.RunningTask;
import io.perch.task.Task;
import io.perch.task.TaskHandler;
import io.perch.task.TaskOutcome;
import io.perch.task.TaskType;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Watches a deploy until every replica that should hold the model has loaded it or failed. The loading is theirs. */
@ApplicationScoped
class DeployTask implements TaskHandler {

    /** A replica has begun, finished or failed a load, or has let go of a model. */
    static final String HOLDING_CHANGED = "perch_holding_changed";

    private static final Duration SLOW_LOOK = Duration.ofSeconds(2);

    private final Wakeups watches = new Wakeups(SLOW_LOOK);
    private final DeploymentTable table;
    private final Deploys deploys;
    private final Settings settings;
    private final Signals signals;

    DeployTask(DeploymentTable table, Deploys deploys, Settings settings, Signals signals) {
        this.table = table;
        this.deploys = deploys;
        this.settings = settings;
        this.signals = signals;
    }

    void listen(@Observes StartupEvent start) {
        signals.listen(HOLDING_CHANGED, watches::wake);
    }

    @Override
    public TaskType type() {
        return TaskType.DEPLOY_MODEL;
    }

    @Override
    public int atOnce() {
        return settings.get(MlSettings.MAX_DEPLOY_MODEL_TASKS_PER_NODE);
    }

    @Override
    public Uni<TaskOutcome> run(RunningTask task) {
        return follow(task, null);
    }

    /** @param shown what the task shows, or {@code null}: only what has changed since is progress */
    private Uni<TaskOutcome> follow(RunningTask task, Deployment shown) {
        return table.find(task.modelId()).chain(found -> {
            boolean news = shown == null || !found.targets().equals(shown.targets());
            Deployment nowShown = news && show(task, found) ? found : shown;
            return found.wanted() == null || found.settled()
                    ? Uni.createFrom().item(() -> outcome(found))
                    : watches.next(task.modelId()).chain(() -> follow(task, nowShown));
        });
    }

    /** Also when the deploy succeeded in part, or ran out of time: only a deploy that nothing came of is taken back. */
    @Override
    public Uni<Void> undo(Task task, PerchException why) {
        return deploys.giveUp(task.modelId, task.id);
    }

    private static boolean show(RunningTask task, Deployment found) {
        if (found.targets().isEmpty()) {
            return true;
        }
        task.workedOnBy(found.targetIds());
        return task.progress("LOAD", found.loadedOn().size() * 100 / found.targets().size());
    }

    private static TaskOutcome outcome(Deployment found) {
        if (found.wanted() == null) {
            throw new PerchException(ErrorCode.MODEL_NOT_DEPLOYED, "The model was undeployed before it was loaded", null);
        }
        List<Holding> failures = found.failures();
        if (failures.isEmpty()) {
            return new TaskOutcome.Completed();
        }
        String reasons = reasons(failures);
        if (failures.size() < found.targets().size()) {
            return new TaskOutcome.CompletedWithError(reasons);
        }
        throw new PerchException(failures.getFirst().errorCode(), reasons, failures.getFirst().hint());
    }

    /** As the original shows it: a JSON object of node id to message. */
    private static String reasons(List<Holding> failures) {
        TreeMap<String, String> byNode = new TreeMap<>();
        failures.forEach(failure -> byNode.put(failure.nodeId(), failure.error()));
        return Json.write(byNode);
    }
}
