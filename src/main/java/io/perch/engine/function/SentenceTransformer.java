package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.Numbers;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.Tokens;
import io.perch.model.PoolingMode;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TEXT_EMBEDDING on TorchScript of sentence_transformers: every member of the dict that the network answers is a tensor under its
 * own name, in the dict's order. One that has no {@code sentence_embedding} gets it as the last tensor, pooled from the token
 * vectors; it is normalised when the model's owner asks for it. A network that answers no dict gives that tensor alone.
 */
final class SentenceTransformer implements TextFunction {

    /**
     * @param names  the network's outputs; none when they have no names that a client could know
     * @param source position of the output that the embedding is made of, -1 for none
     */
    private record Members(List<String> names, int source) {

    }

    private final EmbeddingTexts texts;
    private final Network network;
    private volatile Members members;

    SentenceTransformer(EmbeddingTexts texts, Network network) {
        this.texts = texts;
        this.network = network;
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
        if (members == null) {
            List<NetworkOutput> all = network.run(batch, Wanted.ALL, buffers);
            members = members(all.stream().map(NetworkOutput::name).toList());
            return all;
        }
        Members known = members;
        boolean embedding = wanted.output(SentenceVector.TENSOR, known.names().size());
        return network.run(batch, (name, at) -> at == known.source() && embedding
                || !known.names().isEmpty() && wanted.output(name, at), buffers);
    }

    private Members members(List<String> names) {
        List<String> own = network.namesOutputs() ? names : List.of();
        PoolingMode pooling = texts.config().pooling();
        boolean complete = own.contains(SentenceVector.TENSOR) || pooling == PoolingMode.NONE && !own.isEmpty();
        return new Members(own, complete ? -1 : EmbeddingSource.BY_NAME.of(names, pooling));
    }

    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        List<Tensor> tensors = new ArrayList<>();
        for (int at = 0; at < members.names().size(); at++) {
            NetworkOutput output = outputs.get(at);
            boolean wanted = output != null && asked.filter().keeps(output.name(), at);
            tensors.add(wanted ? tensor(output, row, tokens) : null);
        }
        if (members.source() >= 0 && outputs.get(members.source()) != null) {
            tensors.add(SentenceVector.of(outputs.get(members.source()), row, tokens, texts.config()));
        }
        return tensors;
    }

    private Tensor tensor(NetworkOutput output, int row, Tokens tokens) {
        if (output.name().equals(SentenceVector.TENSOR)) {
            return SentenceVector.of(output, row, tokens, texts.config());
        }
        Tensor tensor = output.row(row);
        if (tensor instanceof Tensor.Floats floats) {
            Numbers.finite(floats.data());
        }
        return tensor;
    }

    @Override
    public void close() {
        network.close();
        texts.close();
    }
}
