package io.perch.engine.function;

import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.Numbers;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.EncodeInput;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictInput.Similarity;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** TEXT_SIMILARITY: a cross-encoder's raw logits for each document beside the query, FLOAT32 {@code [1]} or {@code [classes]}. */
final class TextSimilarity implements TextFunction {

    static final String TENSOR = "similarity";

    private final TextTokenizer tokenizer;
    private final Network network;
    private final Inputs inputs;

    TextSimilarity(TextTokenizer tokenizer, Network network, Inputs inputs) {
        this.tokenizer = tokenizer;
        this.network = network;
        this.inputs = inputs;
    }

    @Override
    public Asked read(PredictInput input) {
        Similarity pairs = inputs.similarity(input);
        return new Asked(pairs.docs().stream().map(doc -> new EncodeInput(pairs.query(), doc)).toList());
    }

    @Override
    public Optional<Network> network() {
        return Optional.of(network);
    }

    @Override
    public Asked sample() {
        return new Asked(List.of(new EncodeInput("warm up query", "warm up sentence")));
    }

    @Override
    public List<Tokens> tokenize(EncodeInput pair) {
        return List.of(tokenizer.encode(pair));
    }

    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        return network.run(batch, wanted, buffers);
    }

    /** All outputs have the one name, as in ML Commons. */
    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        return outputs.stream().filter(Objects::nonNull).map(output -> logits(Numbers.floats(output, "logits"), row)).toList();
    }

    private static Tensor logits(NetworkOutput.Floats output, int row) {
        long[] shape = output.rowShape().length == 0 ? new long[] {1} : output.rowShape();
        return new Tensor.Floats(TENSOR, shape, Numbers.finite(output.floats(row, new float[output.rowSize()])));
    }

    @Override
    public void close() {
        network.close();
        tokenizer.close();
    }
}
