package io.perch.predict;

import io.perch.base.Node;
import io.perch.deploy.Deployment;
import io.perch.deploy.Deployments;
import io.perch.deploy.Holding;
import io.perch.model.ModelProfile;
import io.perch.model.ModelState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What runs where and how fast: of all replicas what the database knows, of this one also what only it can know. */
@ApplicationScoped
public class Profiles {

    private final Deployments deployments;
    private final PredictTimes times;
    private final Node node;

    Profiles(Deployments deployments, PredictTimes times, Node node) {
        this.deployments = deployments;
        this.times = times;
        this.node = node;
    }

    /** @param modelIds {@code null}: all; unknown ones are not in the answer */
    public Uni<List<ModelOnReplica>> models(Collection<String> modelIds) {
        return deployments.all(modelIds).map(deployed -> {
            List<ModelOnReplica> found = new ArrayList<>();
            Set<String> onlyAsked = new TreeSet<>(times.models());
            for (Deployment deployment : deployed) {
                deployment.held().forEach(holding -> found.add(of(deployment, holding)));
                if (deployment.held().stream().anyMatch(holding -> holding.nodeId().equals(node.id()))) {
                    onlyAsked.remove(deployment.model().id());
                }
            }
            onlyAsked.stream().filter(id -> modelIds == null || modelIds.contains(id)).forEach(id -> found.add(
                    new ModelOnReplica(id, node.id(), null, null, null, null, null, null, times.requests(id))));
            return found;
        });
    }

    private ModelOnReplica of(Deployment deployment, Holding holding) {
        String id = deployment.model().id();
        boolean here = holding.nodeId().equals(node.id());
        ModelProfile profile = here ? deployments.profile(id).orElse(null) : null;
        return new ModelOnReplica(id, holding.nodeId(), state(holding), deployment.targetIds(), deployment.loadedOn(),
                holding.loaded() ? holding.memoryBytes() : null, profile, here ? times.inferences(id) : null,
                here ? times.requests(id) : null);
    }

    private static ModelState state(Holding holding) {
        return switch (holding.state()) {
            case LOADING -> ModelState.DEPLOYING;
            case LOADED -> ModelState.DEPLOYED;
            case FAILED -> ModelState.DEPLOY_FAILED;
            case EVICTED -> ModelState.UNDEPLOYED;
        };
    }
}
