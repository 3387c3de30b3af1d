package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.mapping.PayloadTemplate;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.predict.json.PredictBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** The options that every {@code ml_inference} has, for documents and for searches: whom it asks, and how. Faults are noted. */
public final class InferenceOptions {

    private static final String PAYLOAD = "model_input";
    private static final int MOST_AT_ONCE = 1_000;
    private static final int DEFAULT_AT_ONCE = 10;

    private final Options options;

    public InferenceOptions(Options options) {
        this.options = options;
    }

    /** One entry of a map. */
    public interface Entry<T> {
        T of(String key, String value);
    }

    /** REMOTE, unless something else is said. */
    public FunctionName function() {
        String text = options.string("function_name", FunctionName.REMOTE.name());
        return FunctionName.read(text).orElseGet(() -> {
            options.fault("function_name", "Wrong function name [" + text + "]: use one of remote, text_embedding,"
                    + " sparse_encoding, sparse_tokenize, text_similarity, question_answering");
            return FunctionName.REMOTE;
        });
    }

    /** Parameters besides the inputs. */
    public Map<String, JsonNode> config() {
        ObjectNode config = options.object("model_config");
        return config == null ? Map.of() : PredictBody.members(config);
    }

    public int atOnce() {
        return options.integer("max_prediction_tasks", DEFAULT_AT_ONCE, 1, MOST_AT_ONCE);
    }

    /** @param given whether an input has this name, besides those of {@link #config} */
    public PayloadTemplate payload(FunctionName function, Map<String, JsonNode> config, Predicate<String> given) {
        String text = options.string(PAYLOAD, null);
        if (text == null) {
            return function.isLocal() && options.node(PAYLOAD) == null
                    ? options.fault(PAYLOAD, "Please provide model input when using a local model in ML Inference Processor")
                    : PayloadTemplate.REMOTE;
        }
        PayloadTemplate payload = PayloadTemplate.of(text);
        payload.fault().ifPresent(fault -> options.fault(PAYLOAD, fault));
        payload.names().stream().filter(name -> !config.containsKey(name) && !given.test(name)).forEach(name ->
                options.fault(PAYLOAD, "[" + PAYLOAD + "] asks for [" + name + "], which is neither in each input_map"
                        + " nor in model_config"));
        return payload;
    }

    /** Empty when there is none. @param name of the option, which is a list of maps from names to paths */
    public <T> List<List<T>> maps(String name, Entry<T> entry) {
        List<ObjectNode> given = options.objects(name);
        return given == null ? List.of() : given.stream().map(map -> entries(name, map, entry)).toList();
    }

    private <T> List<T> entries(String name, ObjectNode map, Entry<T> entry) {
        List<T> entries = new ArrayList<>();
        if (map.isEmpty()) {
            options.fault(name, "[" + name + "] has an empty element");
        }
        for (Map.Entry<String, JsonNode> member : map.properties()) {
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

    /** Throws MODEL_IS_LOCAL for a model of this machine that is asked as if it were elsewhere. */
    public static void requireFit(FunctionName function, Model model) {
        if (function == FunctionName.REMOTE && model.function().isLocal()) {
            throw new PerchException(ErrorCode.MODEL_IS_LOCAL, "Model " + model.id() + " is a local " + model.function()
                    + " model, and function_name says remote", "say \"function_name\": \""
                    + model.function().name().toLowerCase(Locale.ROOT) + "\" and give a model_input");
        }
    }
}
