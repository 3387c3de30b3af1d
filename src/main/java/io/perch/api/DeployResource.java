package io.perch.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.perch.deploy.Deployment;
import io.perch.deploy.Deploys;
import io.perch.task.TaskState;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** M5 to M7: what should be in the memory of replicas. */
@Path("/_plugins/_ml/models")
@Tag(name = "Deploy")
public class DeployResource {

    private static final int MOST_MODELS = 100;

    record Deploying(@JsonProperty("task_id") String taskId, @JsonProperty("task_type") String taskType, String status) {
    }

    /** One node's part of an undeploy answer: model id → {@code undeployed} or {@code not_found}. */
    record NodeStats(Map<String, String> stats) {
    }

    private final Deploys deploys;

    DeployResource(Deploys deploys) {
        this.deploys = deploys;
    }

    @POST
    @Path("/{model_id}/_deploy")
    @Operation(summary = "Load a model on every replica", description = "The task ends when each replica has answered."
            + " `node_ids` restricts it, as far as plugins.ml_commons.allow_custom_deployment_plan allows.")
    public Uni<Deploying> deploy(@RestPath("model_id") String id, Body body) {
        return deploys.deploy(id, nodeIds(body)).map(task -> new Deploying(task.id, task.type.name(),
                task.state == TaskState.COMPLETED ? "COMPLETED" : "CREATED"));
    }

    @POST
    @Path("/{model_id}/_load")
    @Operation(summary = "Old name of _deploy", deprecated = true)
    public Uni<Deploying> load(@RestPath("model_id") String id, Body body) {
        return deploy(id, body);
    }

    @POST
    @Path("/{model_id}/_undeploy")
    @Operation(summary = "Give a model's memory back", description = "Predicts in flight are answered first.")
    public Uni<Map<String, NodeStats>> undeploy(@RestPath("model_id") String id, Body body) {
        List<String> given = modelIds(body);
        List<String> nodes = nodeIds(body);
        return given == null
                ? deploys.undeploy(id, nodes).map(before -> merge(Map.of(id, before), asked(before.replicas(), nodes)))
                : undeployAll(given, nodes);
    }

    @POST
    @Path("/{model_id}/_unload")
    @Operation(summary = "Old name of _undeploy", deprecated = true)
    public Uni<Map<String, NodeStats>> unload(@RestPath("model_id") String id, Body body) {
        return undeploy(id, body);
    }

    @POST
    @Path("/_undeploy")
    @Operation(summary = "Undeploy several models")
    public Uni<Map<String, NodeStats>> undeploy(Body body) {
        List<String> given = modelIds(body);
        if (given == null || given.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Must set specific model ids to undeploy",
                    "send {\"model_ids\": [\"...\"]}");
        }
        return undeployAll(given, nodeIds(body));
    }

    @POST
    @Path("/_unload")
    @Operation(summary = "Old name of models/_undeploy", deprecated = true)
    public Uni<Map<String, NodeStats>> unload(Body body) {
        return undeploy(body);
    }

    private Uni<Map<String, NodeStats>> undeployAll(List<String> modelIds, List<String> nodeIds) {
        if (modelIds.size() > MOST_MODELS) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, modelIds.size() + " model ids were given, at most " + MOST_MODELS
                    + " are taken at once", "send several requests");
        }
        Map<String, Deployment> before = new TreeMap<>();
        return modelIds.stream()
                .map(id -> deploys.undeployIfThere(id, nodeIds)
                        .invoke(found -> before.put(id, found.orElse(null))).replaceWithVoid())
                .reduce(Uni.createFrom().voidItem(), (done, next) -> done.chain(() -> next))
                .chain(() -> deploys.replicas())
                .map(replicas -> merge(before, asked(replicas, nodeIds)));
    }

    /** Of the live replicas those that the caller named; all of them when none was named. */
    private static List<String> asked(List<String> replicas, List<String> nodeIds) {
        return nodeIds == null ? replicas : replicas.stream().filter(nodeIds::contains).toList();
    }

    private static Map<String, NodeStats> merge(Map<String, Deployment> before, List<String> replicas) {
        Map<String, NodeStats> nodes = new TreeMap<>();
        for (String node : replicas) {
            Map<String, String> stats = new TreeMap<>();
            before.forEach((id, found) ->
                    stats.put(id, found != null && found.inService().contains(node) ? "undeployed" : "not_found"));
            nodes.put(node, new NodeStats(stats));
        }
        return nodes;
    }

    private static List<String> nodeIds(Body body) {
        return list(body, "node_ids");
    }

    private static List<String> modelIds(Body body) {
        return list(body, "model_ids");
    }

    private static List<String> list(Body body, String name) {
        Fields fields = Fields.of(body.objectOrEmpty());
        List<String> ids = fields.strings(name);
        fields.check();
        return ids;
    }
}
