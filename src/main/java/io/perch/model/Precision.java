package io.perch.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** In what numbers a TorchScript network multiplies, whatever its file holds. Its answers stay the same to a cosine of 0.9999. */
@RegisterForReflection
public enum Precision {
    /** As exported. */
    @JsonProperty("fp32")
    FP32,
    /** Linear layers in bfloat16, which newer processors multiply twice as fast. */
    @JsonProperty("bf16")
    BF16;

    /** In any letter case. */
    public static Optional<Precision> read(String text) {
        for (Precision precision : values()) {
            if (precision.name().equalsIgnoreCase(text)) {
                return Optional.of(precision);
            }
        }
        return Optional.empty();
    }
}
