package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;

/** The file format of a local model, and by it the engine: TorchScript runs on libtorch, ONNX on ONNX Runtime. */
@RegisterForReflection
public enum ModelFormat {
    TORCH_SCRIPT(".pt"), ONNX(".onnx");

    private final String extension;

    ModelFormat(String extension) {
        this.extension = extension;
    }

    /** With its dot. */
    public String extension() {
        return extension;
    }

    public static Optional<ModelFormat> read(String text) {
        for (ModelFormat format : values()) {
            if (format.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
