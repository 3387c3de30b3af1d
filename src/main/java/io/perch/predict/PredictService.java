package io.perch.predict;

import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.deploy.Deployments;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.Switches;
import io.perch.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Answers one predict. On a loaded model nothing here leaves the memory of this replica. */
@ApplicationScoped
public class PredictService {

    private final ModelCatalog catalog;
    private final Deployments deployments;
    private final PredictMetrics metrics;
    private final Settings settings;
    private final PredictConfig config;

    PredictService(ModelCatalog catalog, Deployments deployments, PredictMetrics metrics, Settings settings,
            PredictConfig config) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.metrics = metrics;
        this.settings = settings;
        this.config = config;
    }

    /**
     * @param read makes the input once the model, and by it the function, is known
     * Fails with MODEL_NOT_FOUND, MODEL_DISABLED, LOCAL_MODELS_OFF, whatever {@code read} refuses, and the failures of
     * {@link Deployments#loaded} and {@link io.perch.model.LoadedModel#predict}.
     */
    public Uni<PredictOutput> predict(String modelId, Function<Model, PredictInput> read) {
        Deadline deadline = Deadline.in(config.timeout());
        return catalog.resolve(modelId)
                .invoke(this::admit)
                .map(model -> new PredictCall(model, read.apply(model), deadline))
                .chain(this::answer);
    }

    private void admit(Model model) {
        if (!model.enabled()) {
            throw new PerchException(ErrorCode.MODEL_DISABLED, "Model is disabled.",
                    "PUT /_plugins/_ml/models/" + model.id() + " {\"is_enabled\": true}");
        }
        if (model.function().isLocal()) {
            Switches.requireLocalModels(settings);
        }
    }

    private Uni<PredictOutput> answer(PredictCall call) {
        PredictMetrics.Sample sample = metrics.begin(call.model());
        return deployments.loaded(call.model(), call.deadline())
                .chain(loaded -> loaded.predict(call.input(), call.deadline()))
                .onTermination().invoke((output, failure, cancelled) -> sample.end(failure, cancelled));
    }
}
