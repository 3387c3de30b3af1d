package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SPARSE_TOKENIZE: the distinct tokens of a text with their weights. Its network is none: no engine is loaded for it. */
final class SparseTokenize extends SparseFunction {

    private final TermWeights weights;

    SparseTokenize(TextTokenizer tokenizer, TermWeights weights, Inputs inputs) {
        super(tokenizer, inputs);
        this.weights = weights;
    }

    /** ML Commons ignores filters here. */
    @Override
    public Asked read(PredictInput input) {
        Asked asked = super.read(input);
        return new Asked(asked.texts(), ResultFilter.ALL, asked.keys());
    }

    @Override
    public Optional<Network> network() {
        return Optional.empty();
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        return List.of();
    }

    /** In the order in which the text first has them; those without text, special ones, are left out. */
    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        Set<Long> distinct = LinkedHashSet.newLinkedHashSet(tokens.length());
        Arrays.stream(tokens.ids()).forEach(distinct::add);
        Set<String> keys = LinkedHashSet.newLinkedHashSet(distinct.size());
        float[] values = new float[distinct.size()];
        for (long id : distinct) {
            String text = texts.of((int) id);
            if (!text.isEmpty() && keys.add(asked.keys() == SparseFormat.TOKEN_ID ? Long.toString(id) : text)) {
                values[keys.size() - 1] = weights.of(text);
            }
        }
        return List.of(new Tensor.Weights(null, keys.toArray(String[]::new), Arrays.copyOf(values, keys.size())));
    }
}
