package io.perch.deploy;

import io.perch.model.Model;
import io.perch.model.ModelState;
import java.util.List;
import java.util.Map;
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

    static Deployment of(Model model, Wanted wanted, List<Holding> replicas) {
        Map<Boolean, List<Holding>> sides = replicas.stream()
                .collect(Collectors.partitioningBy(replica -> wanted != null && wanted.includes(replica.nodeId())));
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
        return failed > 0 && failed == targets.size() ? ModelState.DEPLOY_FAILED : ModelState.DEPLOYING;
    }

    /** Every target has answered, well or badly. */
    boolean settled() {
        return wanted != null && !targets.isEmpty()
                && targets.stream().allMatch(holding -> holding.loaded() || holding.failed(wanted.generation()));
    }

    List<Holding> failures() {
        return targets.stream().filter(holding -> holding.failed(wanted.generation())).toList();
    }

    public List<String> loadedOn() {
        return targets.stream().filter(Holding::loaded).map(Holding::nodeId).toList();
    }

    /** Live replicas that have it in memory, wanted or not. */
    public List<String> holders() {
        return Stream.concat(targets.stream(), others.stream()).filter(Holding::loaded).map(Holding::nodeId).toList();
    }

    /** Every live replica. */
    public List<String> replicas() {
        return Stream.concat(targets.stream(), others.stream()).map(Holding::nodeId).toList();
    }

    public List<String> targetIds() {
        return targets.stream().map(Holding::nodeId).toList();
    }
}
