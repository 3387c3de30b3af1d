package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;

/** The library that an embedding model was exported from; decides how a TorchScript network is called. */
@RegisterForReflection
public enum FrameworkType {
    SENTENCE_TRANSFORMERS, HUGGINGFACE_TRANSFORMERS, HUGGINGFACE_TRANSFORMERS_NEURON;

    public static Optional<FrameworkType> read(String text) {
        for (FrameworkType type : values()) {
            if (type.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
