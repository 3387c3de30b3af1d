package io.perch.predict;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code perch_predict_refused_total{model, by}}: requests that were not let in and answers that were not let out, by the
 * {@code guard}, the {@code schema}, the {@code rate} or because the model is {@code disabled}. The meters of a model go with it.
 */
@ApplicationScoped
class Refusals {

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>();

    Refusals(MeterRegistry registry, ModelCatalog catalog) {
        this.registry = registry;
        catalog.onGone(this::forget);
    }

    private void forget(String modelId) {
        Map<String, Counter> gone = counters.remove(modelId);
        if (gone != null) {
            gone.values().forEach(registry::remove);
        }
    }

    void counted(Model model, Runnable check) {
        try {
            check.run();
        } catch (PerchException refusal) {
            count(model, refusal);
            throw refusal;
        }
    }

    Uni<Void> counted(Model model, Uni<Void> check) {
        return check.onFailure().invoke(failure -> count(model, failure));
    }

    /** Counts nothing when it is no refusal. */
    void count(Model model, Throwable failure) {
        String by = failure instanceof PerchException refusal ? by(refusal) : null;
        if (by != null) {
            counters.computeIfAbsent(model.id(), id -> new ConcurrentHashMap<>())
                    .computeIfAbsent(by, reason -> counter(model, reason)).increment();
        }
    }

    private Counter counter(Model model, String by) {
        return Counter.builder("perch.predict.refused").tag("model", model.id()).tag("by", by).register(registry);
    }

    private static String by(PerchException refusal) {
        return switch (refusal.code()) {
            case GUARD_INPUT, GUARD_OUTPUT, GUARD_UNEVALUATED -> "guard";
            case INTERFACE_INPUT, INTERFACE_OUTPUT, STREAM_UNCHECKED -> "schema";
            case RATE_LIMITED, RATE_LIMITED_USER -> "rate";
            case MODEL_DISABLED -> "disabled";
            default -> null;
        };
    }
}
