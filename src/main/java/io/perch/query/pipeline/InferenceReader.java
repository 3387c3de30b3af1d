package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.ingest.mapping.PayloadTemplate;
import io.perch.ingest.processor.InferenceOptions;
import io.perch.ingest.processor.InferenceOptions.Entry;
import io.perch.ingest.processor.ModelUses;
import io.perch.ingest.processor.Options;
import io.perch.model.FunctionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads the options of {@link RequestInference} and {@link ResponseInference}. Every fault there is is noted. */
final class InferenceReader {

    private static final String INPUTS = "input_map";
    private static final String OUTPUTS = "output_map";
    private static final String OPTIONAL = "optional_";
    private static final String TEMPLATE = "query_template";

    private final Options options;
    private final InferenceOptions common;

    InferenceReader(Options options) {
        this.options = options;
        this.common = new InferenceOptions(options);
    }

    /** Makes an entry of a map. */
    private interface Making<T> {
        T of(String key, String value, boolean optional);
    }

    RequestProcessor request(ModelUses uses) {
        List<List<Input>> inputs = both(INPUTS, Input::ofSearch);
        List<List<Output>> outputs = both(OUTPUTS, Output::of);
        require(INPUTS, inputs);
        require(OUTPUTS, outputs);
        QueryTemplate template = template(outputs);
        if (template == null) {
            each(outputs, output -> options.read(OUTPUTS, output.to(), SourcePath::of));
        }
        return new RequestInference(inference(inputs, outputs, uses), Mapping.of(inputs, outputs), template);
    }

    private void require(String name, List<?> maps) {
        if (maps.isEmpty()) {
            options.fault(name, "either [" + name + "] or [" + OPTIONAL + name + "] is required");
        }
    }

    private QueryTemplate template(List<List<Output>> outputs) {
        String text = options.string(TEMPLATE, null);
        if (text == null) {
            return null;
        }
        Set<String> names = outputs.stream().flatMap(List::stream).map(Output::to).collect(Collectors.toSet());
        QueryTemplate template = QueryTemplate.of(text, names);
        template.fault().ifPresent(fault -> options.fault(TEMPLATE, fault));
        return template;
    }

    ResponseProcessor response(ModelUses uses) {
        List<List<Input>> inputs = both(INPUTS, Input::ofHit);
        List<List<Output>> outputs = both(OUTPUTS, Output::of);
        boolean oneToOne = options.bool("one_to_one", false);
        each(outputs, output -> checkExtension(output.to(), oneToOne));
        checkLoneMaps(inputs, outputs);
        boolean override = options.bool("override", false);
        return new ResponseInference(inference(inputs, outputs, uses), Mapping.of(inputs, outputs), override, oneToOne);
    }

    private void checkExtension(String to, boolean oneToOne) {
        if (to.startsWith(ResponseInference.EXT) && oneToOne) {
            options.fault(OUTPUTS, "Write model response to search extension does not support when one_to_one is true.");
        } else if (to.startsWith(ResponseInference.EXT) && !to.matches("ext\\.ml_inference\\..+")) {
            options.fault(OUTPUTS, "[" + to + "] is no place for an output: beside the hits it is ext.ml_inference.<name>");
        }
    }

    private void checkLoneMaps(List<?> inputs, List<?> outputs) {
        if (outputs.isEmpty() && inputs.size() > 1) {
            options.fault(OUTPUTS, "[" + INPUTS + "] has " + inputs.size() + " elements and there is no " + OUTPUTS
                    + ": each answer would take the place of the one before");
        }
        if (inputs.isEmpty() && outputs.size() > 1) {
            options.fault(INPUTS, "[" + OUTPUTS + "] has " + outputs.size() + " elements and there is no " + INPUTS);
        }
    }

    private Inference inference(List<List<Input>> inputs, List<List<Output>> outputs, ModelUses uses) {
        String model = options.required("model_id");
        FunctionName function = common.function();
        Map<String, JsonNode> config = common.config();
        int atOnce = common.atOnce();
        checkLengths(inputs.size(), outputs.size(), atOnce);
        PayloadTemplate payload = common.payload(function, config, name -> isInput(name, inputs));
        Inference inference = new Inference(model, function, payload, config,
                options.bool("full_response_path", function.isLocal()), options.bool("ignore_missing", false), atOnce);
        uses.add(options, model, inference::requireFit);
        return inference;
    }

    private static boolean isInput(String name, List<List<Input>> inputs) {
        return inputs.stream().allMatch(map -> map.stream().anyMatch(input -> input.name().equals(name)));
    }

    private void checkLengths(int inputs, int outputs, int atOnce) {
        if (inputs > atOnce) {
            options.fault("max_prediction_tasks", "The number of prediction task setting in this process is " + inputs
                    + ". It exceeds the max_prediction_tasks of " + atOnce
                    + ". Please reduce the size of input_map or optional_input_map or increase max_prediction_tasks.");
        }
        if (inputs > 0 && outputs > 0 && inputs != outputs) {
            options.fault(OUTPUTS, "when output_maps/optional_output_maps and input_maps/optional_input_maps are provided, their"
                    + " length needs to match. The input is in length of " + inputs + ", while output_maps is in the length of "
                    + outputs + ". Please adjust mappings.");
        }
    }

    /** The required ones and the optional ones, element by element. */
    private <T> List<List<T>> both(String name, Making<T> making) {
        Entry<T> required = (key, value) -> making.of(key, value, false);
        Entry<T> optional = (key, value) -> making.of(key, value, true);
        List<List<T>> first = common.maps(name, required);
        List<List<T>> second = common.maps(OPTIONAL + name, optional);
        List<List<T>> both = new ArrayList<>();
        for (int at = 0; at < Math.max(first.size(), second.size()); at++) {
            List<T> element = new ArrayList<>(at < first.size() ? first.get(at) : List.of());
            element.addAll(at < second.size() ? second.get(at) : List.of());
            both.add(element);
        }
        return both;
    }

    private static <T> void each(List<List<T>> maps, Consumer<T> check) {
        maps.forEach(map -> map.forEach(check));
    }
}
