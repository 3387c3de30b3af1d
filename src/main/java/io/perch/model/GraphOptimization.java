package io.perch.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** What is done to an ONNX network when it is loaded, so that it runs faster. Its answers stay the same to a cosine of 0.9999. */
@RegisterForReflection
public enum GraphOptimization {
    /** As the engine itself takes it. */
    @JsonProperty("none")
    NONE,
    /** Attention, layer normalization with its residual, and embeddings become single operators. */
    @JsonProperty("fused")
    FUSED;

    /** In any letter case. */
    public static Optional<GraphOptimization> read(String text) {
        for (GraphOptimization optimization : values()) {
            if (optimization.name().equalsIgnoreCase(text)) {
                return Optional.of(optimization);
            }
        }
        return Optional.empty();
    }
}
