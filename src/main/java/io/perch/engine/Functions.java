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
import java.util.function.Supplier;

/** Which function runs on which engine: the one place where a model's registration becomes code. */
final class Functions {

    /** {@code model_type} of a question-answering model that finds sentences instead of spans; any letter case. */
    private static final String HIGHLIGHTING = "sentence_highlighting";

    private Functions() {
    }

    /**
     * @param dir the unpacked package
     * @throws PerchException PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, ENGINE_REFUSED_MODEL, ENGINE_MISSING or FUNCTION_NOT_SERVED
     */
    static TextFunction open(FunctionName function, ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        return switch (function) {
            case TEXT_EMBEDDING -> assembled(TextTokenizer.open(dir, config.modelMaxLength()),
                    () -> network(format, dir, TokenInput.OF_TEXTS),
                    (tokenizer, network) -> embedding(format, new EmbeddingTexts(tokenizer, config, inputs), network));
            case SPARSE_ENCODING -> assembled(TextTokenizer.open(dir, config.modelMaxLength()),
                    () -> network(format, dir, TokenInput.OF_TEXTS),
                    (tokenizer, network) -> new SparseEncoding(tokenizer, network, inputs));
            case SPARSE_TOKENIZE -> {
                TermWeights weights = TermWeights.open(dir);
                yield new SparseTokenize(TextTokenizer.open(dir, config.modelMaxLength()), weights, inputs);
            }
            case TEXT_SIMILARITY -> assembled(TextTokenizer.forPairs(dir, config.modelMaxLength()),
                    () -> network(format, dir, TokenInput.OF_TEXTS),
                    (tokenizer, network) -> new TextSimilarity(tokenizer, network, inputs));
            case QUESTION_ANSWERING -> HIGHLIGHTING.equalsIgnoreCase(config.modelType())
                    ? highlighting(format, config, dir, inputs)
                    : spans(format, config, dir, inputs);
            case REMOTE -> throw new PerchException(ErrorCode.FUNCTION_NOT_SERVED, "A REMOTE model has no network of its own", null);
        };
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
                () -> network(format, dir, TokenInput.OF_TEXTS),
                (tokenizer, network) -> new QuestionAnswering(
                        new ContextReader(tokenizer, QuestionAnswering.OVERLAP, inputs.maxWindows()), network, inputs));
    }

    private static TextFunction highlighting(ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        HighlightOptions options = HighlightOptions.of(config);
        return assembled(TextTokenizer.forContexts(dir, options.maxLength()),
                () -> network(format, dir, TokenInput.OF_SENTENCES),
                (tokenizer, network) -> new SentenceHighlighting(
                        new ContextReader(tokenizer, options.overlap(), options.overflow() ? inputs.maxWindows() : 1), network, inputs));
    }

    private static TextFunction assembled(TextTokenizer tokenizer, Supplier<Network> network,
            BiFunction<TextTokenizer, Network, TextFunction> function) {
        try {
            return function.apply(tokenizer, network.get());
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    /** @param given what the function has to give to the network */
    private static Network network(ModelFormat format, Path dir, Set<TokenInput> given) {
        Path file = ModelFiles.network(dir, format);
        return switch (format) {
            case ONNX -> OnnxNetwork.open(file, given);
            case TORCH_SCRIPT -> TorchNetwork.open(file, given);
        };
    }
}
