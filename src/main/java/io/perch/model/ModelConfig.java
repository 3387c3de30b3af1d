package io.perch.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * {@code model_config} of a model, members as ML Commons names them; absent ones are {@code null}.
 *
 * @param allConfig        opaque JSON text of the model's own configuration
 * @param additionalConfig free members, {@code space_type} among them
 * @param modelMaxLength   tokens per text, special tokens included
 * @param graphOptimization of Perch's own: what is done to an ONNX network when it is loaded
 * @param precision         of Perch's own: in what numbers a TorchScript network multiplies
 * @param dynamicBatching   of Perch's own: whether texts of several callers may share a run; {@code null}: where that changes no
 *                          answer
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelConfig(
        @JsonProperty("model_type") String modelType,
        @JsonProperty("embedding_dimension") Integer embeddingDimension,
        @JsonProperty("framework_type") FrameworkType frameworkType,
        @JsonProperty("all_config") String allConfig,
        @JsonProperty("additional_config") Map<String, Object> additionalConfig,
        @JsonProperty("pooling_mode") PoolingMode poolingMode,
        @JsonProperty("normalize_result") Boolean normalizeResult,
        @JsonProperty("model_max_length") Integer modelMaxLength,
        @JsonProperty("query_prefix") String queryPrefix,
        @JsonProperty("passage_prefix") String passagePrefix,
        @JsonProperty("graph_optimization") GraphOptimization graphOptimization,
        @JsonProperty("precision") Precision precision,
        @JsonProperty("dynamic_batching") Boolean dynamicBatching) {

    /** Of a sparse model that was registered without one. */
    public static final ModelConfig NONE = new ModelConfig(null, null, null, null, null, null, null, null, null, null);

    /** ML Commons's own members only. */
    public ModelConfig(String modelType, Integer embeddingDimension, FrameworkType frameworkType, String allConfig,
            Map<String, Object> additionalConfig, PoolingMode poolingMode, Boolean normalizeResult, Integer modelMaxLength,
            String queryPrefix, String passagePrefix) {
        this(modelType, embeddingDimension, frameworkType, allConfig, additionalConfig, poolingMode, normalizeResult,
                modelMaxLength, queryPrefix, passagePrefix, null, null, null);
    }

    /** Member of {@code additional_config}: the lengths, besides the full one, to which the model's vectors may be cut. */
    public static final String MATRYOSHKA_DIMENSIONS = "matryoshka_dimensions";

    /** What {@link #MATRYOSHKA_DIMENSIONS} lists; empty for a model that was not trained for it. */
    public List<Integer> matryoshkaDimensions() {
        Object listed = additionalConfig == null ? null : additionalConfig.get(MATRYOSHKA_DIMENSIONS);
        return listed instanceof List<?> sizes
                ? sizes.stream().filter(Number.class::isInstance).map(size -> ((Number) size).intValue()).toList()
                : List.of();
    }

    /** What the registration says of texts that are too long. */
    public Overflow overflow() {
        Object said = additionalConfig == null ? null : additionalConfig.get(Overflow.MEMBER);
        return said instanceof String text ? Overflow.read(text).orElse(Overflow.TRUNCATE) : Overflow.TRUNCATE;
    }

    /** Registered with a prefix for queries or passages: callers must say which of the two a text is. */
    public boolean asymmetric() {
        return queryPrefix != null || passagePrefix != null;
    }

    /** Even where a text is answered differently in company than alone. */
    public boolean batchesAnyway() {
        return Boolean.TRUE.equals(dynamicBatching);
    }

    public boolean batchesNever() {
        return Boolean.FALSE.equals(dynamicBatching);
    }

    public PoolingMode pooling() {
        return poolingMode == null ? PoolingMode.MEAN : poolingMode;
    }

    public boolean narrows() {
        return precision == Precision.BF16;
    }

    public boolean fusesGraph() {
        return graphOptimization == GraphOptimization.FUSED;
    }

    public boolean normalizes() {
        return Boolean.TRUE.equals(normalizeResult);
    }
}
