package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.ingest.asking.Size;
import io.perch.ingest.document.DocumentPath;
import io.perch.ingest.document.OutputPath;
import io.perch.ingest.mapping.AnswerPath;
import io.perch.ingest.mapping.InputMapping;
import io.perch.ingest.mapping.OutputMapping;
import io.perch.ingest.mapping.PayloadTemplate;
import io.perch.ingest.pipeline.Processor;
import io.perch.model.FunctionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the options of {@link MlInference}. */
final class MlInferenceReader {

    private static final String INPUTS = "input_map";
    private static final String OUTPUTS = "output_map";
    private static final String DEFAULT_FIELD = "inference_results";

    private final Options options;
    private final InferenceOptions common;
    private final int texts;

    /** @param texts of one predict for several documents */
    MlInferenceReader(Options options, int texts) {
        this.options = options;
        this.common = new InferenceOptions(options);
        this.texts = texts;
    }

    /** With every fault there is noted. */
    Processor read(ModelUses uses) {
        String model = options.required("model_id");
        FunctionName function = common.function();
        Map<String, JsonNode> config = common.config();
        List<List<InputMapping>> inputs = orNull(common.maps(INPUTS, this::input));
        List<List<OutputMapping>> outputs = orNull(common.maps(OUTPUTS, this::output));
        int atOnce = common.atOnce();
        checkLengths(inputs, outputs, atOnce);
        PayloadTemplate payload = common.payload(function, config, name -> inputs == null || isInput(name, inputs));
        boolean override = options.bool("override", false);
        MlInference.Settings settings = new MlInference.Settings(model, function, payload, config,
                options.bool("full_response_path", function.isLocal()), options.bool("ignore_missing", false),
                override || outputs == null, atOnce, Size.ofTexts(texts));
        uses.add(options, model, settings::requireFit);
        return new MlInference(settings, predictions(inputs, outputs));
    }

    private static <T> List<T> orNull(List<T> all) {
        return all.isEmpty() ? null : all;
    }

    private static boolean isInput(String name, List<List<InputMapping>> inputs) {
        return inputs.stream().allMatch(map -> map.stream().anyMatch(input -> input.name().equals(name)));
    }

    private void checkLengths(List<List<InputMapping>> inputs, List<List<OutputMapping>> outputs, int atOnce) {
        if (inputs != null && outputs != null && inputs.size() != outputs.size()) {
            options.fault(OUTPUTS, "The length of output_map and the length of input_map do no match.");
        }
        if (inputs != null && inputs.size() > atOnce) {
            options.fault("max_prediction_tasks", "The number of prediction task setting in this process is " + inputs.size()
                    + ". It exceeds the max_prediction_tasks of " + atOnce + ". Please reduce the size of input_map or increase"
                    + " max_prediction_tasks.");
        }
        if (outputs == null && inputs != null && inputs.size() > 1) {
            options.fault(OUTPUTS, "[" + INPUTS + "] has " + inputs.size() + " elements and there is no " + OUTPUTS
                    + ": each answer would take the place of the one before");
        }
        if (inputs == null && outputs != null && outputs.size() > 1) {
            options.fault(INPUTS, "[" + OUTPUTS + "] has " + outputs.size() + " elements and there is no " + INPUTS);
        }
    }

    private List<Prediction> predictions(List<List<InputMapping>> inputs, List<List<OutputMapping>> outputs) {
        int count = Math.max(inputs == null ? 1 : inputs.size(), outputs == null ? 1 : outputs.size());
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < count && options.faults().isEmpty(); i++) {
            predictions.add(new Prediction(inputs == null ? null : inputs.get(i),
                    outputs == null ? List.of(whole()) : outputs.get(i)));
        }
        return predictions;
    }

    private static OutputMapping whole() {
        return new OutputMapping(OutputPath.of(DEFAULT_FIELD), AnswerPath.of(null));
    }

    private InputMapping input(String name, String path) {
        return new InputMapping(name, DocumentPath.of(path));
    }

    private OutputMapping output(String place, String path) {
        return new OutputMapping(OutputPath.of(place), AnswerPath.of(path));
    }
}
