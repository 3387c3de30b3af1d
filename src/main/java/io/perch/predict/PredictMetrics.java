package io.perch.predict;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.perch.base.Failures;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code perch_predict_seconds{model, outcome}}: whole predicts, loading included, by how they ended. The meters of a model go
 * with it.
 */
@ApplicationScoped
class PredictMetrics {

    private final MeterRegistry registry;
    private final PredictTimes times;
    private final Map<String, Map<String, Timer>> timers = new ConcurrentHashMap<>();

    PredictMetrics(MeterRegistry registry, PredictTimes times, ModelCatalog catalog) {
        this.registry = registry;
        this.times = times;
        catalog.onGone(this::forget);
    }

    Sample begin(Model model) {
        return new Sample(model.id(), System.nanoTime());
    }

    private void forget(String modelId) {
        Map<String, Timer> gone = timers.remove(modelId);
        if (gone != null) {
            gone.values().forEach(registry::remove);
        }
    }

    private Timer timer(String modelId, String outcome) {
        return timers.computeIfAbsent(modelId, id -> new ConcurrentHashMap<>()).computeIfAbsent(outcome, how ->
                Timer.builder("perch.predict").tag("model", modelId).tag("outcome", how).publishPercentileHistogram()
                        .register(registry));
    }

    /** A predict that is under way. */
    final class Sample {

        private final String modelId;
        private final long began;
        private volatile long handedOver;

        private Sample(String modelId, long began) {
            this.modelId = modelId;
            this.began = began;
        }

        /** The model is there, and the loaded model takes over. */
        void handOver() {
            handedOver = System.nanoTime();
        }

        void end(Throwable failure, boolean cancelled) {
            String outcome = cancelled ? "abandoned" : failure == null ? "ok" : Failures.catalogued(failure).code().name();
            long now = System.nanoTime();
            timer(modelId, outcome).record(now - began, TimeUnit.NANOSECONDS);
            if (failure == null && !cancelled) {
                times.add(modelId, now - began, now - handedOver);
            }
        }
    }
}
