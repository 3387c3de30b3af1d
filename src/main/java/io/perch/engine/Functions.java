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

/**
 * Which function runs on which engine: the one place where a model's registration becomes code.
 *
 * @param dir   the unpacked package
 * @param torch opens a TorchScript file, given what the function has to give to the network
 */
record Functions(ModelFormat format, ModelConfig config, Path dir, Inputs inputs,
        BiFunction<Path, Set<TokenInput>, Network> torch) {

    /** {@code model_type} of a question-answering model that finds sentences instead of spans; any letter case. */
    private static final String HIGHLIGHTING = "sentence_highlighting";

    /**
     * @param dir the unpacked package
     * @throws PerchException PACKAGE_INCOMPLETE, PACKAGE_AMBIGUOUS, ENGINE_REFUSED_MODEL, ENGINE_MISSING, OPTIMIZATION_REFUSED or
     *                        FUNCTION_NOT_SERVED
     */
    static TextFunction open(FunctionName function, ModelFormat format, ModelConfig config, Path dir, Inputs inputs) {
        refuseFusing(config, format);
        Functions plain = new Functions(format, config, dir, inputs, TorchNetwork::open);
        if (!config.narrows()) {
            return plain.open(function);
        }
        if (format != ModelFormat.TORCH_SCRIPT || function == FunctionName.SPARSE_TOKENIZE) {
            throw NarrowedFunction.refused("the model is no TorchScript network");
        }
        Functions narrowed = new Functions(format, config, dir, inputs, TorchNetwork::openNarrowed);
        return NarrowedFunction.open(() -> plain.open(function), () -> narrowed.open(function));
    }

    /** A register refuses it too, but not an update, nor the config.json of a pretrained model. */
    private static void refuseFusing(ModelConfig config, ModelFormat format) {
        if (config.fusesGraph() && format != ModelFormat.ONNX) {
            throw new PerchException(ErrorCode.OPTIMIZATION_REFUSED, "graph_optimization: fused was refused: the model is no ONNX"
                    + " network", "update the model with \"graph_optimization\": \"none\"");
        }
    }

    private TextFunction open(FunctionName function) {
        return switch (function) {
            case TEXT_EMBEDDING -> assembled(TextTokenizer.open(dir, config.modelMaxLength()), TokenInput.OF_TEXTS,
                    (tokenizer, network) -> embedding(new EmbeddingTexts(tokenizer, config, inputs), network));
            case SPARSE_ENCODING -> assembled(TextTokenizer.open(dir, config.modelMaxLength()), TokenInput.OF_TEXTS,
                    (tokenizer, network) -> new SparseEncoding(tokenizer, network, inputs));
            case SPARSE_TOKENIZE -> {
                TermWeights weights = TermWeights.open(dir);
                yield new SparseTokenize(TextTokenizer.open(dir, config.modelMaxLength()), weights, inputs);
            }
            case TEXT_SIMILARITY -> assembled(TextTokenizer.forPairs(dir, config.modelMaxLength()), TokenInput.OF_TEXTS,
                    (tokenizer, network) -> new TextSimilarity(tokenizer, network, inputs));
            case QUESTION_ANSWERING -> HIGHLIGHTING.equalsIgnoreCase(config.modelType()) ? highlighting() : spans();
            case REMOTE -> throw new PerchException(
                    ErrorCode.FUNCTION_NOT_SERVED, "A REMOTE model has no network of its own", null);
        };
    }

    private TextFunction embedding(EmbeddingTexts texts, Network network) {
        return switch (format) {
            case ONNX -> new TextEmbedding(texts, network, EmbeddingSource.BY_POSITION);
            case TORCH_SCRIPT -> config.frameworkType() == FrameworkType.SENTENCE_TRANSFORMERS
                    ? new SentenceTransformer(texts, network) : new TextEmbedding(texts, network, EmbeddingSource.BY_NAME);
        };
    }

    private TextFunction spans() {
        return assembled(TextTokenizer.forContexts(dir, config.modelMaxLength()), TokenInput.OF_TEXTS,
                (tokenizer, network) -> new QuestionAnswering(
                        new ContextReader(tokenizer, QuestionAnswering.OVERLAP, inputs.maxWindows()), network, inputs));
    }

    private TextFunction highlighting() {
        HighlightOptions options = HighlightOptions.of(config);
        return assembled(TextTokenizer.forContexts(dir, options.maxLength()), TokenInput.OF_SENTENCES,
                (tokenizer, network) -> new SentenceHighlighting(new ContextReader(
                        tokenizer, options.overlap(), options.overflow() ? inputs.maxWindows() : 1), network, inputs));
    }

    /** @param given what the function has to give to the network */
    private TextFunction assembled(TextTokenizer tokenizer, Set<TokenInput> given,
            BiFunction<TextTokenizer, Network, TextFunction> function) {
        try {
            return function.apply(tokenizer, network(given, tokenizer));
        } catch (RuntimeException refused) {
            tokenizer.close();
            throw refused;
        }
    }

    private Network network(Set<TokenInput> given, TextTokenizer tokenizer) {
        Path file = ModelFiles.network(dir, format);
        return switch (format) {
            case ONNX -> config.fusesGraph() ? FusedNetwork.open(file, given, tokenizer)
                    : OnnxNetwork.open(file, given, config.batchesAnyway());
            case TORCH_SCRIPT -> torch.apply(file, given);
        };
    }
}
