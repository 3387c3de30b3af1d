package io.perch.predict;

import io.perch.model.ModelCatalog;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How long the last predicts of each model took on this replica, for its profile. */
@ApplicationScoped
class PredictTimes {

    private record Times(RecentTimes requests, RecentTimes inferences) {
        Times() {
            this(new RecentTimes(), new RecentTimes());
        }
    }

    private final Map<String, Times> models = new ConcurrentHashMap<>();
    private final Settings settings;

    PredictTimes(Settings settings, ModelCatalog catalog) {
        this.settings = settings;
        catalog.onGone(models::remove);
    }

    /** @param inference of these, the nanoseconds that the loaded model took, waiting for an engine thread included */
    void add(String modelId, long request, long inference) {
        int keep = (int) (long) settings.get(MlSettings.MONITORING_REQUEST_COUNT);
        if (keep == 0) {
            models.remove(modelId);
            return;
        }
        Times times = models.computeIfAbsent(modelId, id -> new Times());
        times.requests().add(request, keep);
        times.inferences().add(inference, keep);
    }

    Set<String> models() {
        return models.keySet();
    }

    /** {@code null} when there were none. */
    TimeStats requests(String modelId) {
        Times times = models.get(modelId);
        return times == null ? null : times.requests().stats();
    }

    /** {@code null} when there were none. */
    TimeStats inferences(String modelId) {
        Times times = models.get(modelId);
        return times == null ? null : times.inferences().stats();
    }
}
