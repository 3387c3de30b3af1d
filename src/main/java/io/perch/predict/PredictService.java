package io.perch.predict;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.deploy.Deployments;
import io.perch.model.Delta;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictTerms;
import io.perch.model.Switches;
import io.perch.settings.Settings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** Answers one predict. On a loaded model nothing here leaves the memory of this replica. */
@ApplicationScoped
public class PredictService {

    private final ModelCatalog catalog;
    private final Deployments deployments;
    private final PredictMetrics metrics;
    private final Gatekeeper gate;
    private final Settings settings;
    private final PredictConfig config;

    PredictService(ModelCatalog catalog, Deployments deployments, PredictMetrics metrics, Gatekeeper gate,
            Settings settings, PredictConfig config) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.metrics = metrics;
        this.gate = gate;
        this.settings = settings;
        this.config = config;
    }

    /**
     * @param read makes the input once the model, and by it the function, is known
     * Fails with REQUEST_INVALID for too long a patience, MODEL_NOT_FOUND, whatever {@code read} refuses, and the failures of
     * {@link Gatekeeper}, {@link Deployments#loaded} and {@link io.perch.model.LoadedModel#predict}.
     */
    public Uni<PredictOutput> predict(String modelId, Wish wish, Function<Model, PredictInput> read) {
        PredictTerms terms = terms(wish);
        return catalog.resolve(modelId)
                .invoke(gate::requireOpen)
                .map(model -> new PredictCall(model, read.apply(model), terms.within(model.deploySetting().limits()),
                        wish.caller()))
                .chain(call -> call.model().gate().isOpen() ? answer(call) : gated(call));
    }

    private Uni<PredictOutput> gated(PredictCall call) {
        return gate.letIn(call).chain(() -> answer(call)).call(output -> gate.letOut(call, output));
    }

    /**
     * As {@link #predict}, in pieces. The deadline is that of the first one.
     * Fails with STREAMING_OFF, MODEL_IS_LOCAL or STREAM_UNCHECKED, too.
     */
    public Multi<Delta> stream(String modelId, Wish wish, Function<Model, PredictInput> read) {
        Switches.requireStreaming(settings);
        PredictTerms terms = terms(wish);
        return catalog.resolve(modelId)
                .invoke(gate::requireOpen)
                .invoke(gate::requireStreamable)
                .map(model -> new PredictCall(model, read.apply(model), terms, wish.caller()))
                .call(gate::letIn)
                .onItem().transformToMulti(call -> gate.letOut(call, answerInPieces(call)));
    }

    /** Whether a batch may be asked for. Fails with BATCH_OFF, MODEL_NOT_FOUND and the failures of {@link Gatekeeper}. */
    public Uni<PredictTerms> admitBatch(String modelId, Wish wish, Map<String, JsonNode> parameters) {
        Switches.requireBatch(settings);
        PredictTerms terms = terms(wish);
        return catalog.resolve(modelId)
                .invoke(gate::requireOpen)
                .call(model -> gate.letInBatch(
                        new PredictCall(model, new PredictInput.Remote(parameters, null), terms, wish.caller())))
                .replaceWith(terms);
    }

    private Multi<Delta> answerInPieces(PredictCall call) {
        PredictMetrics.Sample sample = metrics.begin(call.model());
        return deployments.loaded(call.model(), call.terms().deadline())
                .invoke(sample::handOver)
                .onItem().transformToMulti(loaded -> loaded.stream(call.input(), call.terms()))
                .onTermination().invoke((failure, cancelled) -> sample.end(failure, cancelled));
    }

    /** Throws REQUEST_INVALID for too long a patience. */
    public PredictTerms terms(Wish wish) {
        return new PredictTerms(Deadline.in(patience(wish)), wish.priority());
    }

    /** How long a caller waits who says so, or who does not. Throws REQUEST_INVALID for too long a patience. */
    public Duration patience(Wish wish) {
        Duration patience = wish.patience() == null ? config.timeout() : wish.patience();
        if (patience.compareTo(config.maxTimeout()) > 0) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "A predict may take " + config.maxTimeout().toSeconds()
                    + " s at most, but " + patience.toSeconds() + " s were asked for",
                    "ask for less, or raise perch.predict.max-timeout");
        }
        return patience;
    }

    private Uni<PredictOutput> answer(PredictCall call) {
        PredictMetrics.Sample sample = metrics.begin(call.model());
        return deployments.loaded(call.model(), call.terms().deadline())
                .invoke(sample::handOver)
                .chain(loaded -> loaded.predict(call.input(), call.terms()))
                .onTermination().invoke((output, failure, cancelled) -> sample.end(failure, cancelled));
    }
}
