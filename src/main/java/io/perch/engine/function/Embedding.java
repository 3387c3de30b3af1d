package io.perch.engine.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.Network;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.ModelConfig;
import io.perch.model.Overflow;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TEXT_EMBEDDING as far as it is the same for every format: texts with their prefix, cut into tokens, their windows joined. */
abstract sealed class Embedding implements TextFunction permits TextEmbedding, SentenceTransformer {

    final Network network;
    final ModelConfig config;
    private final TextTokenizer tokenizer;
    private final Inputs inputs;

    Embedding(TextTokenizer tokenizer, Network network, ModelConfig config, Inputs inputs) {
        this.tokenizer = tokenizer;
        this.network = network;
        this.config = config;
        this.inputs = inputs;
    }

    @Override
    public final Asked read(PredictInput input) {
        TextDocs docs = inputs.texts(input);
        Overflow overflow = docs.overflow() == null ? config.overflow() : docs.overflow();
        List<EncodeInput> texts = Inputs.prefixed(docs, config).stream()
                .map(text -> new EncodeInput(text, null, overflow)).toList();
        return new Asked(texts, docs.filter() == null ? ResultFilter.ALL : docs.filter(), SparseFormat.WORD);
    }

    @Override
    public final Optional<Network> network() {
        return Optional.of(network);
    }

    @Override
    public final Asked sample() {
        return new Asked(List.of(new EncodeInput("warm up sentence")));
    }

    /** Whoever builds an index by the registered dimension must be able to rely on it. */
    @Override
    public final void verify(List<Tensor> sample) {
        Integer registered = config.embeddingDimension();
        for (Tensor tensor : sample) {
            if (registered != null && tensor instanceof Tensor.Floats(String name, long[] shape, float[] data)
                    && name.equals(SentenceVector.TENSOR) && shape.length > 0 && shape[shape.length - 1] != registered) {
                throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "The model is registered with embedding_dimension "
                        + registered + ", but its network answers vectors of " + shape[shape.length - 1] + " numbers",
                        "register it with the dimension of its network");
            }
        }
    }

    /** Throws TEXT_TOO_LONG. */
    @Override
    public final List<Tokens> tokenize(EncodeInput text) {
        return switch (text.overflow()) {
            case TRUNCATE -> List.of(tokenizer.encode(text.text()));
            case FAIL -> List.of(whole(text.text()));
            case CHUNK_MEAN -> tokenizer.windows(text.text(), inputs.maxWindows());
        };
    }

    private Tokens whole(String text) {
        Tokens tokens = tokenizer.encode(text);
        if (tokens.truncated()) {
            throw new PerchException(ErrorCode.TEXT_TOO_LONG, tokenizer.length(text) + " tokens, and the model reads "
                    + tokens.length(), "shorten or split the text, or let on_overflow be truncate or chunk_mean");
        }
        return tokens;
    }

    /** The average of the windows' embeddings. Other tensors have none. Throws INPUT_INVALID for vectors of tokens. */
    @Override
    public final List<Tensor> join(EncodeInput text, List<Window> windows) {
        List<Tensor> first = windows.getFirst().tensors();
        if (windows.size() == 1) {
            return first;
        }
        List<Tensor> joined = new ArrayList<>();
        for (int position = 0; position < first.size(); position++) {
            boolean embedding = first.get(position) instanceof Tensor.Floats floats
                    && floats.name().equals(SentenceVector.TENSOR);
            joined.add(embedding ? SentenceVector.mean(windows, position, config) : null);
        }
        return joined;
    }

    @Override
    public final void close() {
        network.close();
        tokenizer.close();
    }
}
