package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.Numbers;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.ModelConfig;
import io.perch.model.PoolingMode;
import io.perch.model.PredictOutput.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * TEXT_EMBEDDING on TorchScript of sentence_transformers: every member of the dict that the network answers is a tensor under its
 * own name, in the dict's order. One that has no {@code sentence_embedding} gets it as the last tensor, pooled from the token
 * vectors; it is normalised when the model's owner asks for it. A network that answers no dict gives that tensor alone.
 */
final class SentenceTransformer extends Embedding {

    /**
     * @param names  the network's outputs; none when they have no names that a client could know
     * @param source position of the output that the embedding is made of, -1 for none
     */
    private record Members(List<String> names, int source) {
    }

    private volatile Members members;

    SentenceTransformer(TextTokenizer tokenizer, Network network, ModelConfig config, Inputs inputs) {
        super(tokenizer, network, config, inputs);
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
        PoolingMode pooling = config.pooling();
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
            tensors.add(SentenceVector.of(outputs.get(members.source()), row, tokens, config));
        }
        return tensors;
    }

    private Tensor tensor(NetworkOutput output, int row, Tokens tokens) {
        if (output.name().equals(SentenceVector.TENSOR)) {
            return SentenceVector.of(output, row, tokens, config);
        }
        Tensor tensor = output.row(row);
        if (tensor instanceof Tensor.Floats floats) {
            Numbers.finite(floats.data());
        }
        return tensor;
    }
}
