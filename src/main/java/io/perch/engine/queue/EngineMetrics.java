package io.perch.engine.queue;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** The meters of the models that are loaded. A model that is loaded again before its old load is closed shares them. */
public final class EngineMetrics {

    private final MeterRegistry registry;
    private final Map<String, ModelMeters> meters = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();

    public EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public synchronized ModelMeters of(String modelId) {
        users.merge(modelId, 1, Integer::sum);
        return meters.computeIfAbsent(modelId, id -> new ModelMeters(registry, id));
    }

    /** Removes the meters with their last user, so that a model that is gone leaves no frozen series behind. */
    public synchronized void release(String modelId) {
        if (users.merge(modelId, -1, Integer::sum) == 0) {
            users.remove(modelId);
            meters.remove(modelId).remove();
        }
    }
}
