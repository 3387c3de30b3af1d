package io.perch.deploy;

import io.perch.model.Model;
import io.perch.model.ModelState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model and where it is wanted and held, as live replicas report it.
 *
 * @param wanted  {@code null} when nobody wants it deployed
 * @param targets one per live replica that should hold it
 * @param others  the other live replicas
 */
public record Deployment(Model model, Wanted wanted, List<Holding> targets, List<Holding> others) {

    /** @param excluded names of replicas that are not to be used */
    static Deployment of(Model model, Wanted wanted, List<Holding> replicas, Set<String> excluded) {
        Map<Boolean, List<Holding>> sides = replicas.stream().collect(Collectors.partitioningBy(replica ->
                wanted != null && wanted.includes(replica.nodeId()) && !excluded.contains(replica.nodeName())));
        return new Deployment(model, wanted, sides.get(true), sides.get(false));
    }

    /** @param nodeIds {@code null}: every replica */
    public record Wanted(List<String> nodeIds, String generation) {

        boolean includes(String nodeId) {
            return nodeIds == null || nodeIds.contains(nodeId);
        }
    }

    /** The state that callers see. */
    public ModelState state() {
        if (wanted == null) {
            return model.state();
        }
        long loaded = targets.stream().filter(Holding::loaded).count();
        long failed = targets.stream().filter(holding -> holding.failed(wanted.generation())).count();
        if (loaded > 0) {
            return loaded == targets.size() ? ModelState.DEPLOYED : ModelState.PARTIALLY_DEPLOYED;
        }
        if (!targets.isEmpty() && targets.stream().allMatch(holding -> holding.evicted(wanted.generation()))) {
            return ModelState.UNDEPLOYED;
        }
        return failed > 0 && failed == targets.size() ? ModelState.DEPLOY_FAILED : ModelState.DEPLOYING;
    }

    /** Every target has answered, well or badly. */
    boolean settled() {
        return wanted != null && !targets.isEmpty()
                && targets.stream().allMatch(holding -> holding.loaded() || holding.evicted(wanted.generation())
                        || holding.failed(wanted.generation()));
    }

    List<Holding> failures() {
        return targets.stream().filter(holding -> holding.failed(wanted.generation())).toList();
    }

    public List<String> loadedOn() {
        return targets.stream().filter(Holding::loaded).map(Holding::nodeId).toList();
    }

    /** Live replicas that an undeploy takes the model from. One that is only finishing what was undeployed before is none. */
    public List<String> inService() {
        return targets.stream().filter(holding -> holding.loaded() || holding.loading()).map(Holding::nodeId).toList();
    }

    /** Every live replica. */
    public List<String> replicas() {
        return Stream.concat(targets.stream(), others.stream()).map(Holding::nodeId).toList();
    }

    /** Live replicas that a deploy of this plan could use; {@code nodeIds} null: every one. */
    List<String> eligible(List<String> nodeIds, Set<String> excluded) {
        return Stream.concat(targets.stream(), others.stream())
                .filter(replica -> nodeIds == null || nodeIds.contains(replica.nodeId()))
                .filter(replica -> !excluded.contains(replica.nodeName())).map(Holding::nodeId).toList();
    }

    /** By whom it is held, in whatever state. */
    public List<Holding> held() {
        return Stream.concat(targets.stream(), others.stream()).filter(holding -> holding.state() != null).toList();
    }

    public List<String> targetIds() {
        return targets.stream().map(Holding::nodeId).toList();
    }
}
