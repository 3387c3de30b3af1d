package io.perch.predict;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.perch.base.Failures;
import io.perch.model.Model;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** {@code perch_predict_seconds{model, outcome}}: whole predicts, loading included, by how they ended. */
@ApplicationScoped
class PredictMetrics {

    private final MeterRegistry registry;

    PredictMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Sample begin(Model model) {
        return new Sample(model.id(), System.nanoTime());
    }

    /** A predict that is under way. */
    final class Sample {

        private final String modelId;
        private final long began;

        private Sample(String modelId, long began) {
            this.modelId = modelId;
            this.began = began;
        }

        void end(Throwable failure, boolean cancelled) {
            String outcome = cancelled ? "abandoned" : failure == null ? "ok" : Failures.catalogued(failure).code().name();
            Timer.builder("perch.predict").tag("model", modelId).tag("outcome", outcome).publishPercentileHistogram()
                    .register(registry).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }
}
