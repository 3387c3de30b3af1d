package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.Fields;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.asking.Asker.To;
import io.perch.ingest.asking.Size;
import io.perch.ingest.mapping.PayloadTemplate;
import io.perch.ingest.processor.InferenceOptions;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.predict.json.OutputJson;
import io.perch.predict.json.PredictBody;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whom an {@code ml_inference} asks, and how.
 *
 * @param function as which the payload is read
 * @param config   parameters besides the inputs
 * @param full     whether paths are of the whole answer
 * @param atOnce   predicts at once
 */
record Inference(String modelId, FunctionName function, PayloadTemplate payload, Map<String, JsonNode> config, boolean full,
        boolean ignoreMissing, int atOnce) {

    private static final JsonNode NOTHING = TextNode.valueOf("");

    void requireFit(Model model) {
        InferenceOptions.requireFit(function, model);
    }

    /** An input that may be missing, and is, leaves an empty text in the payload. Throws PAYLOAD_INVALID, REQUEST_INVALID. */
    Ask question(Map<String, JsonNode> inputs) {
        Map<String, JsonNode> values = new LinkedHashMap<>(config);
        values.putAll(inputs);
        payload.unfilled(values).forEach(name -> values.put(name, NOTHING));
        return new Ask(PredictBody.read(function, Fields.of(payload.fill(values))));
    }

    /** All of them have an answer then. Fails with what one of them failed with. */
    Uni<Void> ask(Collection<Ask> asks, SearchRun run) {
        return run.model(modelId).invoke(this::requireFit)
                .chain(model -> run.ask(new To(model, Size.ofTexts(run.config().batch()), atOnce, this), asks));
    }

    /** As a predict is answered. */
    static JsonNode answer(Ask ask) {
        return OutputJson.tree(ask.answer(), OutputJson.filter(ask.input(), ask.answer()));
    }
}
