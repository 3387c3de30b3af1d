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
 * What a local model does with its texts, in the stages that the engine threads go through. All methods may run on several
 * threads at once, except {@link #close}, which comes after the last of them.
 */
public interface TextFunction extends AutoCloseable {

    /** Runs on the caller's thread: no heavy work. Throws INPUT_INVALID or INPUT_TOO_LARGE. */
    Asked read(PredictInput input);

    /** What it runs; empty when tokens are all that it answers with. */
    Optional<Network> network();

    /** A small request that shows, when the model is loaded, whether the network takes what it is given. */
    Asked sample();

    /** What the sample got, against what was registered. Throws ENGINE_REFUSED_MODEL when the two contradict each other. */
    default void verify(List<Tensor> sample) {
    }

    /** One window, or several when the function reads long texts in parts. Windows run on their own, in any order. */
    List<Tokens> tokenize(EncodeInput text);

    /** Whether windows may share a run without changing each other's answer. */
    default boolean batches() {
        return network().map(Network::batches).orElse(true);
    }

    /**
     * @param batch  windows of one length
     * @param wanted the outputs that are read back; others may be {@code null} in the answer
     * @return the outputs in the order of the network
     */
    List<NetworkOutput> run(List<Tokens> batch, Wanted wanted, RunBuffers buffers);

    /**
     * The tensors of the window at {@code row} of the batch, {@code null} for those that nobody wants.
     * Throws INFERENCE_FAILED when the network's numbers are none.
     */
    List<Tensor> answer(List<NetworkOutput> outputs, int row, Tokens tokens, Asked asked);

    /** The tensors of the text whose windows these are, in order. */
    default List<Tensor> join(EncodeInput text, List<Window> windows) {
        return windows.getFirst().tensors();
    }

    /** All stages for one text, on this thread and in no company: how a function is tried out before anybody asks it. */
    default List<Tensor> alone(EncodeInput text, Asked asked, RunBuffers buffers) {
        return join(text, tokenize(text).stream().map(tokens -> new Window(
                answer(run(List.of(tokens), Wanted.ALL, buffers), 0, tokens, asked), tokens)).toList());
    }

    @Override
    void close();
}
