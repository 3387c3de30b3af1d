package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * TEXT_EMBEDDING on ONNX, and on TorchScript of huggingface_transformers: one FLOAT32 tensor {@code sentence_embedding} per text,
 * {@code [dim]} unless pooling is NONE.
 */
final class TextEmbedding implements TextFunction {

    private static final int UNKNOWN = -1;

    private final EmbeddingTexts texts;
    private final Network network;
    private final EmbeddingSource source;
    /** Position of the output that is pooled. */
    private volatile int position = UNKNOWN;

    TextEmbedding(EmbeddingTexts texts, Network network, EmbeddingSource source) {
        this.texts = texts;
        this.network = network;
        this.source = source;
    }

    @Override
    public Asked read(PredictInput input) {
        return texts.read(input);
    }

    @Override
    public Optional<Network> network() {
        return Optional.of(network);
    }

    @Override
    public Asked sample() {
        return texts.sample();
    }

    @Override
    public void verify(List<Tensor> sample) {
        texts.verify(sample);
    }

    @Override
    public List<Tokens> tokenize(EncodeInput text) {
        return texts.tokenize(text);
    }

    @Override
    public List<Tensor> join(EncodeInput text, List<Window> windows) {
        return texts.join(windows);
    }

    @Override
    public boolean batches() {
        return network.batches();
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        if (position == UNKNOWN) {
            List<NetworkOutput> all = network.run(batch, Wanted.ALL, buffers);
            position = source.of(all.stream().map(NetworkOutput::name).toList(), texts.config().pooling());
            return all;
        }
        return network.run(batch, (name, at) -> at == position, buffers);
    }

    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        return List.of(SentenceVector.of(outputs.get(position), row, tokens, texts.config()));
    }

    @Override
    public void close() {
        network.close();
        texts.close();
    }
}
