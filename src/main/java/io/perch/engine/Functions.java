package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import java.nio.file.Path;

/** Which function runs on which engine: the one place where a model's registration becomes code. */
final class Functions {

    private Functions() {
    }

    /**
     * @param dir the unpacked package
     * @throws PerchException PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, ENGINE_REFUSED_MODEL, ENGINE_MISSING or FUNCTION_NOT_SERVED
     */
    static TextFunction open(FunctionName function, ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        return switch (function) {
            case TEXT_EMBEDDING -> switch (format) {
                case ONNX -> embedding(config, dir, inputs);
                case TORCH_SCRIPT -> throw notServed(function, format);
            };
            case SPARSE_ENCODING, SPARSE_TOKENIZE, TEXT_SIMILARITY, QUESTION_ANSWERING, REMOTE ->
                throw notServed(function, format);
        };
    }

    private static TextFunction embedding(ModelConfig config, Path dir, Inputs inputs) {
        TextTokenizer tokenizer = TextTokenizer.open(dir, config.modelMaxLength());
        try {
            Network network = OnnxNetwork.open(ModelFiles.network(dir, ModelFormat.ONNX));
            return new TextEmbedding(tokenizer, network, config, inputs);
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    private static PerchException notServed(FunctionName function, ModelFormat format) {
        return new PerchException(ErrorCode.FUNCTION_NOT_SERVED, "This version of Perch cannot run " + function
                + (format == null ? "" : " on " + format) + " in its own engine", "it runs TEXT_EMBEDDING on ONNX");
    }
}
