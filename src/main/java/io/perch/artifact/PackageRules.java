package io.perch.artifact;

/**
 * What a package must hold for the model that it is registered as.
 *
 * @param format     as shown in messages: {@code ONNX}
 * @param extension  of the model file, with its dot
 * @param needsModel false when the tokenizer is the whole model
 */
public record PackageRules(String format, String extension, boolean needsModel) {
}
