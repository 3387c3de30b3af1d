package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.asking.Asker.To;
import io.perch.ingest.asking.Size;
import io.perch.ingest.mapping.PayloadTemplate;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Processor;
import io.perch.ingest.pipeline.Run;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts fields of a document to a model and the answer into other fields. A document either gets all it was to get, or stays as it
 * is and says why.
 */
public final class MlInference implements Processor {

    public static final String TYPE = "ml_inference";

    private final Settings settings;
    private final List<Prediction> predictions;

    MlInference(Settings settings, List<Prediction> predictions) {
        this.settings = settings;
        this.predictions = List.copyOf(predictions);
    }

    /**
     * What is the same for all predictions of one processor.
     *
     * @param function     as which the payload is read
     * @param modelConfig  parameters besides those of the document
     * @param full         whether paths are of the whole answer
     * @param atOnce       predicts at once
     * @param size         of one predict for several documents
     */
    record Settings(String modelId, FunctionName function, PayloadTemplate payload, Map<String, JsonNode> modelConfig,
            boolean full, boolean ignoreMissing, boolean override, int atOnce, Size size) {

        void requireFit(Model model) {
            InferenceOptions.requireFit(function, model);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Uni<Void> run(List<Item> items, Run run) {
        return run.models().model(settings.modelId)
                .invoke(settings::requireFit)
                .chain(model -> run(items, model, run));
    }

    private Uni<Void> run(List<Item> items, Model model, Run run) {
        List<Attempt> attempts = new ArrayList<>();
        return run.think(items, () -> items.forEach(item -> attempts.add(Attempt.of(item, settings, predictions))))
                .chain(() -> run.models().ask(new To(model, settings.size, settings.atOnce, this), asks(attempts), run.turn()))
                .chain(() -> run.think(items, () -> attempts.forEach(Attempt::finish)));
    }

    private static List<Ask> asks(List<Attempt> attempts) {
        return attempts.stream().flatMap(attempt -> attempt.asks().stream()).toList();
    }
}
