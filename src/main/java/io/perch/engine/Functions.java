package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FrameworkType;
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
     * @throws PerchException PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, ENGINE_REFUSED_MODEL, ENGINE_MISSING, OPTIMIZATION_REFUSED or
     *                        FUNCTION_NOT_SERVED
     */
    static TextFunction open(FunctionName function, ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        refuseFusing(config, format);
        return switch (function) {
            case TEXT_EMBEDDING -> embedding(format, config, dir, inputs);
            case SPARSE_ENCODING, SPARSE_TOKENIZE, TEXT_SIMILARITY, QUESTION_ANSWERING, REMOTE ->
                throw notServed(function, format);
        };
    }

    /** A register refuses it too, but not an update, nor the config.json of a pretrained model. */
    private static void refuseFusing(ModelConfig config, ModelFormat format) {
        if (config.fusesGraph() && format != ModelFormat.ONNX) {
            throw new PerchException(ErrorCode.OPTIMIZATION_REFUSED, "graph_optimization: fused was refused: the model is no ONNX"
                    + " network", "update the model with \"graph_optimization\": \"none\"");
        }
    }

    private static TextFunction embedding(ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        TextTokenizer tokenizer = TextTokenizer.open(dir, config.modelMaxLength());
        try {
            EmbeddingTexts texts = new EmbeddingTexts(tokenizer, config, inputs);
            Network network = network(format, config, dir, tokenizer);
            return switch (format) {
                case ONNX -> new TextEmbedding(texts, network, EmbeddingSource.BY_POSITION);
                case TORCH_SCRIPT -> config.frameworkType() == FrameworkType.SENTENCE_TRANSFORMERS
                        ? new SentenceTransformer(texts, network) : new TextEmbedding(texts, network, EmbeddingSource.BY_NAME);
            };
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    private static Network network(ModelFormat format, ModelConfig config, Path dir, TextTokenizer tokenizer) {
        Path file = ModelFiles.network(dir, format);
        return switch (format) {
            case ONNX -> config.fusesGraph() ? FusedNetwork.open(file, tokenizer) : OnnxNetwork.open(file);
            case TORCH_SCRIPT -> TorchNetwork.open(file);
        };
    }

    private static PerchException notServed(FunctionName function, ModelFormat format) {
        return new PerchException(ErrorCode.FUNCTION_NOT_SERVED, "This version of Perch cannot run " + function
                + (format == null ? "" : " on " + format) + " in its own engine", "it runs TEXT_EMBEDDING");
    }
}
