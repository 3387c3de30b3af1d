package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.model.ModelProfile;
import io.perch.predict.ModelOnReplica;
import io.perch.predict.TimeStats;
import io.perch.task.Task;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What runs where, by replica or by model: one of the two; nothing at all is {@code {}}. */
@JsonInclude(Include.NON_EMPTY)
record ProfileAnswer(Map<String, OfNode> nodes, Map<String, OfModel> models) {

    @JsonInclude(Include.NON_EMPTY)
    record OfNode(Map<String, TaskResource.TaskAnswer> tasks, Map<String, ModelHere> models) {
        OfNode() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    @JsonInclude(Include.NON_EMPTY)
    record OfModel(@JsonProperty("target_worker_nodes") List<String> targets, @JsonProperty("worker_nodes") List<String> workers,
            Map<String, ModelHere> nodes, Map<String, TaskResource.TaskAnswer> tasks) {
        OfModel(List<String> targets, List<String> workers) {
            this(targets, workers, new TreeMap<>(), new TreeMap<>());
        }
    }

    /** The original's members first, then Perch's own. */
    @JsonInclude(Include.NON_EMPTY)
    record ModelHere(@JsonProperty("model_state") String state, String predictor,
            @JsonProperty("target_worker_nodes") List<String> targets, @JsonProperty("worker_nodes") List<String> workers,
            @JsonProperty("model_inference_stats") TimeStats inferences,
            @JsonProperty("predict_request_stats") TimeStats requests,
            @JsonProperty("memory_size_estimation_cpu") Long cpuMemory,
            @JsonProperty("memory_size_estimation_gpu") Long gpuMemory,
            String engine, Map<String, String> traits, @JsonProperty("queued_texts") Integer queued,
            @JsonProperty("busy_workers") Integer running) {

        static ModelHere of(ModelOnReplica model) {
            ModelProfile profile = model.profile();
            boolean known = profile != null;
            return new ModelHere(model.state() == null ? null : model.state().name(), known ? profile.predictor() : null,
                    model.targets(), model.workers(), model.inferences(), model.requests(), model.memoryBytes(),
                    model.memoryBytes(), known ? profile.engine() : null, known ? profile.traits() : null,
                    known ? profile.queued() : null, known ? profile.running() : null);
        }
    }

    /** @param here the replica that answers: tasks that nobody works on yet are shown as its own */
    static ProfileAnswer byNode(List<ModelOnReplica> models, List<Task> tasks, String here) {
        Map<String, OfNode> nodes = new TreeMap<>();
        models.forEach(model -> nodes.computeIfAbsent(model.nodeId(), id -> new OfNode()).models()
                .put(model.modelId(), ModelHere.of(model)));
        for (Task task : tasks) {
            for (String node : task.workers().isEmpty() ? List.of(here) : task.workers()) {
                nodes.computeIfAbsent(node, id -> new OfNode()).tasks().put(task.id, TaskResource.TaskAnswer.of(task));
            }
        }
        return new ProfileAnswer(nodes, null);
    }

    static ProfileAnswer byModel(List<ModelOnReplica> onReplicas, List<Task> tasks) {
        Map<String, OfModel> models = new TreeMap<>();
        onReplicas.forEach(model -> models.computeIfAbsent(model.modelId(), id -> new OfModel(model.targets(), model.workers()))
                .nodes().put(model.nodeId(), ModelHere.of(model)));
        tasks.stream().filter(task -> task.modelId != null).forEach(task -> models
                .computeIfAbsent(task.modelId, id -> new OfModel(null, null))
                .tasks().put(task.id, TaskResource.TaskAnswer.of(task)));
        return new ProfileAnswer(null, models);
    }

    /** Only these replicas; {@code null}: all. */
    ProfileAnswer on(List<String> nodeIds) {
        if (nodeIds == null) {
            return this;
        }
        if (nodes != null) {
            nodes.keySet().retainAll(nodeIds);
        } else {
            models.values().forEach(model -> model.nodes().keySet().retainAll(nodeIds));
            models.values().removeIf(model -> model.nodes().isEmpty());
        }
        return this;
    }
}
