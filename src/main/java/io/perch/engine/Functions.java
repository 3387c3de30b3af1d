package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Which function runs on which engine: the one place where a model's registration becomes code. */
final class Functions {

    /** {@code model_type} of a question-answering model that finds sentences instead of spans; any letter case. */
    private static final String HIGHLIGHTING = "sentence_highlighting";

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
            case TEXT_EMBEDDING -> assembled(TextTokenizer.open(dir, config.modelMaxLength()),
                    opened -> network(format, config, dir, TokenInput.OF_TEXTS, opened),
                    (tokenizer, network) -> embedding(format, new EmbeddingTexts(tokenizer, config, inputs), network));
            case SPARSE_ENCODING -> assembled(TextTokenizer.open(dir, config.modelMaxLength()),
                    opened -> network(format, config, dir, TokenInput.OF_TEXTS, opened),
                    (tokenizer, network) -> new SparseEncoding(tokenizer, network, inputs));
            case SPARSE_TOKENIZE -> {
                TermWeights weights = TermWeights.open(dir);
                yield new SparseTokenize(TextTokenizer.open(dir, config.modelMaxLength()), weights, inputs);
            }
            case TEXT_SIMILARITY -> assembled(TextTokenizer.forPairs(dir, config.modelMaxLength()),
                    opened -> network(format, config, dir, TokenInput.OF_TEXTS, opened),
                    (tokenizer, network) -> new TextSimilarity(tokenizer, network, inputs));
            case QUESTION_ANSWERING -> HIGHLIGHTING.equalsIgnoreCase(config.modelType())
                    ? highlighting(format, config, dir, inputs)
                    : spans(format, config, dir, inputs);
            case REMOTE -> throw new PerchException(ErrorCode.FUNCTION_NOT_SERVED, "A REMOTE model has no network of its own", null);
        };
    }

    /** A register refuses it too, but not an update, nor the config.json of a pretrained model. */
    private static void refuseFusing(ModelConfig config, ModelFormat format) {
        if (config.fusesGraph() && format != ModelFormat.ONNX) {
            throw new PerchException(ErrorCode.OPTIMIZATION_REFUSED, "graph_optimization: fused was refused: the model is no ONNX"
                    + " network", "update the model with \"graph_optimization\": \"none\"");
        }
    }

    private static TextFunction embedding(ModelFormat format, EmbeddingTexts texts, Network network) {
        return switch (format) {
            case ONNX -> new TextEmbedding(texts, network, EmbeddingSource.BY_POSITION);
            case TORCH_SCRIPT -> texts.config().frameworkType() == FrameworkType.SENTENCE_TRANSFORMERS
                    ? new SentenceTransformer(texts, network) : new TextEmbedding(texts, network, EmbeddingSource.BY_NAME);
        };
    }

    private static TextFunction spans(ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        return assembled(TextTokenizer.forContexts(dir, config.modelMaxLength()),
                opened -> network(format, config, dir, TokenInput.OF_TEXTS, opened),
                (tokenizer, network) -> new QuestionAnswering(
                        new ContextReader(tokenizer, QuestionAnswering.OVERLAP, inputs.maxWindows()), network, inputs));
    }

    private static TextFunction highlighting(ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        HighlightOptions options = HighlightOptions.of(config);
        return assembled(TextTokenizer.forContexts(dir, options.maxLength()),
                opened -> network(format, config, dir, TokenInput.OF_SENTENCES, opened),
                (tokenizer, network) -> new SentenceHighlighting(
                        new ContextReader(tokenizer, options.overlap(), options.overflow() ? inputs.maxWindows() : 1), network, inputs));
    }

    private static TextFunction assembled(TextTokenizer tokenizer, Function<TextTokenizer, Network> network,
            BiFunction<TextTokenizer, Network, TextFunction> function) {
        try {
            return function.apply(tokenizer, network.apply(tokenizer));
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    /** @param given what the function has to give to the network */
    private static Network network(ModelFormat format, ModelConfig config, Path dir, Set<TokenInput> given, TextTokenizer tokenizer) {
        Path file = ModelFiles.network(dir, format);
        return switch (format) {
            case ONNX -> config.fusesGraph() ? FusedNetwork.open(file, given, tokenizer) : OnnxNetwork.open(file, given);
            case TORCH_SCRIPT -> TorchNetwork.open(file, given);
        };
    }
}
