package io.perch.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Fields;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.GraphOptimization;
import io.perch.model.ModelConfig;
import io.perch.model.Overflow;
import io.perch.model.PoolingMode;
import io.perch.model.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads {@code model_config}; which members are required depends on the function. */
final class ModelConfigBody {

    private static final int LONGEST_TEXT = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelConfigBody() {
    }

    /** For a register: {@link ModelConfig#NONE} where the function may do without. */
    static ModelConfig read(Fields fields, FunctionName function) {
        Fields config = fields.object("model_config");
        if (config == null) {
            if (!fields.has("model_config") && !function.isSparse()) {
                fields.fault("model config is null");
            }
            return ModelConfig.NONE;
        }
        require(config, "model_type", "model type is null");
        if (function == FunctionName.TEXT_EMBEDDING) {
            require(config, "embedding_dimension", "embedding dimension is null");
        }
        if (function == FunctionName.TEXT_EMBEDDING || function == FunctionName.QUESTION_ANSWERING) {
            require(config, "framework_type", "framework type is null");
        }
        return members(config);
    }

    /** For an update: what is given replaces what is stored. */
    static ModelConfig merged(ModelConfig given, ModelConfig stored) {
        return new ModelConfig(or(given.modelType(), stored.modelType()),
                or(given.embeddingDimension(), stored.embeddingDimension()), or(given.frameworkType(), stored.frameworkType()),
                or(given.allConfig(), stored.allConfig()), or(given.additionalConfig(), stored.additionalConfig()),
                or(given.poolingMode(), stored.poolingMode()), or(given.normalizeResult(), stored.normalizeResult()),
                or(given.modelMaxLength(), stored.modelMaxLength()), or(given.queryPrefix(), stored.queryPrefix()),
                or(given.passagePrefix(), stored.passagePrefix()), or(given.graphOptimization(), stored.graphOptimization()),
                or(given.precision(), stored.precision()), or(given.dynamicBatching(), stored.dynamicBatching()));
    }

    static ModelConfig members(Fields config) {
        return new ModelConfig(config.string("model_type"), config.integer("embedding_dimension", 1, 1_000_000),
                config.choice("framework_type", FrameworkType::read, text -> "Wrong framework type"),
                allConfig(config), additionalConfig(config),
                config.choice("pooling_mode", PoolingMode::read, text -> "Wrong pooling method"),
                config.bool("normalize_result"), config.integer("model_max_length", 1, 1_000_000),
                config.string("query_prefix"), config.string("passage_prefix"),
                config.choice("graph_optimization", GraphOptimization::read, text -> "graph_optimization is none or fused"),
                config.choice("precision", Precision::read, text -> "precision is fp32 or bf16"),
                config.bool("dynamic_batching"));
    }

    private static void require(Fields config, String name, String whenMissing) {
        if (!config.has(name)) {
            config.fault(whenMissing);
        }
    }

    /** Text in the original; an object is taken as its text. */
    private static String allConfig(Fields config) {
        JsonNode given = config.node("all_config");
        String text = given == null ? null : given.isTextual() ? given.asText() : given.toString();
        return text != null && text.length() > LONGEST_TEXT
                ? config.fault("all_config is longer than " + LONGEST_TEXT + " characters") : text;
    }

    private static Map<String, Object> additionalConfig(Fields config) {
        ObjectNode given = config.objectNode("additional_config");
        if (given == null) {
            return null;
        }
        checkMatryoshka(config, given.get(ModelConfig.MATRYOSHKA_DIMENSIONS));
        checkOverflow(config, given.get(Overflow.MEMBER));
        List<String> twice = StreamSupport.stream(((Iterable<String>) given::fieldNames).spliterator(), false)
                .filter(name -> tree(allConfig(config)).map(all -> all.has(name)).orElse(false)).toList();
        return twice.isEmpty() ? JSON.convertValue(given, new TypeReference<>() { })
                : config.fault("Duplicate keys found in both all_config and additional_config: " + String.join(", ", twice));
    }

    private static void checkMatryoshka(Fields config, JsonNode sizes) {
        if (sizes != null && !isSizes(sizes)) {
            config.fault("additional_config", "additional_config." + ModelConfig.MATRYOSHKA_DIMENSIONS
                    + " must be an array of whole numbers greater than 0");
        }
    }

    private static void checkOverflow(Fields config, JsonNode said) {
        if (said != null && (!said.isTextual() || Overflow.read(said.textValue()).isEmpty())) {
            config.fault("additional_config", Overflow.unknown("additional_config." + Overflow.MEMBER, said.asText()));
        }
    }

    private static boolean isSizes(JsonNode sizes) {
        return sizes.isArray() && sizes.valueStream().allMatch(size -> size.isInt() && size.asInt() > 0);
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException opaque) {
            return Optional.empty();
        }
    }

    private static <T> T or(T given, T stored) {
        return given == null ? stored : given;
    }
}
