package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the options of {@link MlInference}. */
final class MlInferenceReader {

    private static final String INPUTS = "input_map";
    private static final String OUTPUTS = "output_map";
    private static final String PAYLOAD = "model_input";
    private static final String DEFAULT_FIELD = "inference_results";
    private static final int MOST_AT_ONCE = 1_000;
    private static final int DEFAULT_AT_ONCE = 10;

    private final Options options;
    private final int texts;

    /** @param texts of one predict for several documents */
    MlInferenceReader(Options options, int texts) {
        this.options = options;
        this.texts = texts;
    }

    /** With every fault there is noted. */
    Processor read(ModelUses uses) {
        String model = options.required("model_id");
        FunctionName function = function();
        Map<String, JsonNode> config = config();
        List<List<InputMapping>> inputs = maps(INPUTS, this::input);
        List<List<OutputMapping>> outputs = maps(OUTPUTS, this::output);
        int atOnce = options.integer("max_prediction_tasks", DEFAULT_AT_ONCE, 1, MOST_AT_ONCE);
        checkLengths(inputs, outputs, atOnce);
        PayloadTemplate payload = payload(function, inputs, config);
        boolean override = options.bool("override", false);
        MlInference.Settings settings = new MlInference.Settings(model, function, payload, config,
                options.bool("full_response_path", function.isLocal()), options.bool("ignore_missing", false),
                override || outputs == null, atOnce, Size.ofTexts(texts));
        uses.add(options, model, settings::requireFit);
        return new MlInference(settings, predictions(inputs, outputs));
    }

    private FunctionName function() {
        String text = options.string("function_name", FunctionName.REMOTE.name());
        return FunctionName.read(text).orElseGet(() -> {
            options.fault("function_name", "Wrong function name [" + text + "]: use one of remote, text_embedding, sparse_encoding,"
                    + " sparse_tokenize, text_similarity, question_answering");
            return FunctionName.REMOTE;
        });
    }

    private Map<String, JsonNode> config() {
        ObjectNode config = options.object("model_config");
        return config == null ? Map.of() : io.perch.predict.json.PredictBody.members(config);
    }

    private PayloadTemplate payload(FunctionName function, List<List<InputMapping>> inputs, Map<String, JsonNode> config) {
        String text = options.string(PAYLOAD, null);
        if (text == null) {
            return function.isLocal() && options.node(PAYLOAD) == null
                    ? options.fault(PAYLOAD, "Please provide model input when using a local model in ML Inference Processor")
                    : PayloadTemplate.REMOTE;
        }
        PayloadTemplate payload = PayloadTemplate.of(text);
        payload.fault().ifPresent(fault -> options.fault(PAYLOAD, fault));
        if (inputs != null) {
            payload.names().stream().filter(name -> !config.containsKey(name) && !isInput(name, inputs)).forEach(name ->
                    options.fault(PAYLOAD, "[" + PAYLOAD + "] asks for [" + name + "], which is neither in each " + INPUTS
                            + " nor in model_config"));
        }
        return payload;
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
            predictions.add(new Prediction(inputs == null ? null : inputs.get(i), outputs == null ? List.of(whole()) : outputs.get(i)));
        }
        return predictions;
    }

    private static OutputMapping whole() {
        return new OutputMapping(OutputPath.of(DEFAULT_FIELD), AnswerPath.of(null));
    }

    private interface Entry<T> {
        T of(String key, String value);
    }

    /** {@code null} when there is none. */
    private <T> List<List<T>> maps(String name, Entry<T> entry) {
        List<ObjectNode> given = options.objects(name);
        if (given == null || given.isEmpty()) {
            return null;
        }
        return given.stream().map(map -> entries(name, map, entry)).toList();
    }

    private <T> List<T> entries(String name, ObjectNode map, Entry<T> entry) {
        List<T> entries = new ArrayList<>();
        if (map.isEmpty()) {
            options.fault(name, "[" + name + "] has an empty element");
        }
        Set<Map.Entry<String, JsonNode>> members = new LinkedHashSet<>(map.properties());
        for (Map.Entry<String, JsonNode> member : members) {
            if (!member.getValue().isTextual()) {
                options.fault(name, "[" + name + "] maps names to paths, and [" + member.getKey() + "] to something of type ["
                        + member.getValue().getNodeType().name().toLowerCase(Locale.ROOT) + "]");
                continue;
            }
            T read = options.read(name, member.getKey(), key -> entry.of(key, member.getValue().textValue()));
            if (read != null) {
                entries.add(read);
            }
        }
        return entries;
    }

    private InputMapping input(String name, String path) {
        return new InputMapping(name, DocumentPath.of(path));
    }

    private OutputMapping output(String place, String path) {
        return new OutputMapping(OutputPath.of(place), AnswerPath.of(path));
    }
}
