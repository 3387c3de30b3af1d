package io.perch.engine.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.Network;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.Numbers;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import io.perch.engine.token.TextTokenizer;
import io.perch.engine.token.Tokens;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** SPARSE_ENCODING: one map of token to weight per text, under the name of the network's output. */
final class SparseEncoding extends SparseFunction {

    /** What ML Commons has a network call its vector; another name does as well if it is the first output. */
    private static final String OUTPUT = "output";

    private final Network network;

    SparseEncoding(TextTokenizer tokenizer, Network network, Inputs inputs) {
        super(tokenizer, inputs);
        this.network = network;
    }

    @Override
    public Optional<Network> network() {
        return Optional.of(network);
    }

    /** The caller's filter is about what he gets: one map, whatever else the network answers. */
    @Override
    public List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers) {
        return network.run(batch, (name, position) -> position == 0 || name.equals(OUTPUT), buffers);
    }

    @Override
    public List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked) {
        NetworkOutput.Floats output = Numbers.floats(vector(outputs), "weights");
        refuseUnpooled(output);
        var vector = output.numbers().slice(row * output.rowSize(), output.rowSize());
        return List.of(switch (asked.keys()) {
            case WORD -> SparseWeights.of(output.name(), vector, texts::of);
            case TOKEN_ID -> SparseWeights.of(output.name(), vector, Integer::toString);
        });
    }

    private static NetworkOutput vector(List<NetworkOutput> outputs) {
        return outputs.stream().filter(Objects::nonNull).filter(output -> output.name().equals(OUTPUT)).findFirst()
                .orElseGet(outputs::getFirst);
    }

    /** Models pool in different ways: which one is meant, only who exports the network knows. */
    private static void refuseUnpooled(NetworkOutput output) {
        long[] shape = output.rowShape();
        if (shape.length == 0 || shape[shape.length - 1] != output.rowSize()) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output.name() + " has the shape "
                    + Arrays.toString(shape) + " for one text, but sparse encoding wants one weight per token of the vocabulary",
                    "export the network with its pooling: usually the maximum over the tokens of log(1 + relu(logit))");
        }
    }

    @Override
    public void close() {
        network.close();
        super.close();
    }
}
