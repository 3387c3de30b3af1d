package io.perch.engine.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.Network;
import io.perch.engine.network.TokenInput;
import io.perch.engine.token.TextTokenizer;
import io.perch.model.FrameworkType;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Which function a registration means: the one place where it becomes code.
 *
 * @param dir      the unpacked package
 * @param networks opens what the function runs on
 */
public record Functions(ModelFormat format, ModelConfig config, Path dir, Inputs inputs, NetworkSource networks) {

    /** {@code model_type} of a question-answering model that finds sentences instead of spans; any letter case. */
    private static final String HIGHLIGHTING = "sentence_highlighting";

    /**
     * @throws PerchException PACKAGE_INCOMPLETE, ENGINE_REFUSED_MODEL, ENGINE_MISSING, FUNCTION_NOT_SERVED, and what the source
     *                        of networks throws
     */
    public TextFunction open(FunctionName function) {
        return switch (function) {
            case TEXT_EMBEDDING -> assembled(tokenizer(), TokenInput.OF_TEXTS, this::embedding);
            case SPARSE_ENCODING -> assembled(tokenizer(), TokenInput.OF_TEXTS,
                    (tokenizer, network) -> new SparseEncoding(tokenizer, network, inputs));
            case SPARSE_TOKENIZE -> {
                TermWeights weights = TermWeights.open(dir);
                yield new SparseTokenize(tokenizer(), weights, inputs);
            }
            case TEXT_SIMILARITY -> assembled(TextTokenizer.forPairs(dir, config.modelMaxLength()), TokenInput.OF_TEXTS,
                    (tokenizer, network) -> new TextSimilarity(tokenizer, network, inputs));
            case QUESTION_ANSWERING -> HIGHLIGHTING.equalsIgnoreCase(config.modelType()) ? highlighting() : spans();
            case REMOTE -> throw new PerchException(ErrorCode.FUNCTION_NOT_SERVED,
                    "A REMOTE model has no network of its own", null);
        };
    }

    private TextTokenizer tokenizer() {
        return TextTokenizer.open(dir, config.modelMaxLength());
    }

    private TextFunction embedding(TextTokenizer tokenizer, Network network) {
        return switch (format) {
            case ONNX -> new TextEmbedding(tokenizer, network, config, inputs, EmbeddingSource.BY_POSITION);
            case TORCH_SCRIPT -> config.frameworkType() == FrameworkType.SENTENCE_TRANSFORMERS
                    ? new SentenceTransformer(tokenizer, network, config, inputs)
                    : new TextEmbedding(tokenizer, network, config, inputs, EmbeddingSource.BY_NAME);
        };
    }

    private TextFunction spans() {
        return assembled(TextTokenizer.forContexts(dir, config.modelMaxLength()), TokenInput.OF_TEXTS,
                (tokenizer, network) -> new QuestionAnswering(
                        new ContextReader(tokenizer, QuestionAnswering.OVERLAP, inputs.maxWindows()), network, inputs));
    }

    private TextFunction highlighting() {
        HighlightOptions options = HighlightOptions.of(config);
        int windows = options.overflow() ? inputs.maxWindows() : 1;
        return assembled(TextTokenizer.forContexts(dir, options.maxLength()), TokenInput.OF_SENTENCES,
                (tokenizer, network) -> new SentenceHighlighting(
                        new ContextReader(tokenizer, options.overlap(), windows), network, inputs));
    }

    /** @param given what the function has to give to the network */
    private TextFunction assembled(TextTokenizer tokenizer, Set<TokenInput> given,
            BiFunction<TextTokenizer, Network, TextFunction> function) {
        try {
            return function.apply(tokenizer, networks.open(given, tokenizer));
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }
}
