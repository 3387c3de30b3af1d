package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.ModelConfig;
import io.perch.model.PredictOutput.Tensor;
import java.util.List;

/**
 * TEXT_EMBEDDING on ONNX, and on TorchScript of huggingface_transformers: one FLOAT32 tensor {@code sentence_embedding} per text,
 * {@code [dim]} unless pooling is NONE.
 */
final class TextEmbedding extends Embedding {

    private static final int UNKNOWN = -1;

    private final EmbeddingSource source;
    /** Position of the output that is pooled. */
    private volatile int position = UNKNOWN;

    TextEmbedding(TextTokenizer tokenizer, Network network, ModelConfig config, Inputs inputs, EmbeddingSource source) {
        super(tokenizer, network, config, inputs);
        this.source = source;
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        if (position == UNKNOWN) {
            List<NetworkOutput> all = network.run(batch, Wanted.ALL, buffers);
            position = source.of(all.stream().map(NetworkOutput::name).toList(), config.pooling());
            return all;
        }
        return network.run(batch, (name, at) -> at == position, buffers);
    }

    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        return List.of(SentenceVector.of(outputs.get(position), row, tokens, config));
    }
}
