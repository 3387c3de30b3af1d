package io.perch.engine;

import io.perch.model.PredictOutput.Tensor;
import java.util.List;

/**
 * What a local model does with one text, in the stages that the engine threads go through. All methods may run on several
 * threads at once, except {@link #close}, which comes after the last of them.
 */
interface TextFunction extends AutoCloseable {

    Tokens tokenize(String text);

    /** Whether texts may share a run without changing each other's answer. */
    boolean batches();

    /** @param batch texts of one length */
    NetworkOutput run(List<Tokens> batch, TokenBuffers buffers);

    /**
     * The tensors of the text at {@code row} of the batch.
     * Throws INFERENCE_FAILED when the network's numbers are none.
     */
    List<Tensor> answer(NetworkOutput output, int row, Tokens tokens);

    @Override
    void close();
}
