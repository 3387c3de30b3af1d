package io.perch.engine.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.Numbers;
import io.perch.engine.token.Tokens;
import io.perch.model.ModelConfig;
import io.perch.model.PoolingMode;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Makes the embedding of a text, FLOAT32 {@code sentence_embedding}, out of what a network answers for it. */
public final class SentenceVector {

    public static final String TENSOR = "sentence_embedding";

    private SentenceVector() {
    }

    /**
     * Token vectors {@code [n][dim]} are pooled to {@code [dim]} unless pooling is NONE; what the network has pooled itself
     * is taken as it is. Either is normalised when the model's owner asks for it.
     *
     * @throws PerchException INFERENCE_FAILED for integers, for numbers that are none, for a shape that does not fit the tokens
     */
    static Tensor.Floats of(NetworkOutput output, int row, Tokens tokens, ModelConfig config) {
        NetworkOutput.Floats floats = Numbers.floats(output, "vectors");
        long[] shape = output.rowShape();
        float[] numbers = floats.floats(row, new float[output.rowSize()]);
        if (config.pooling() == PoolingMode.NONE || shape.length == 1) {
            return finished(shape, numbers, config);
        }
        if (shape.length != 2 || shape[0] != tokens.length()) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + output.name() + " has the shape "
                    + Arrays.toString(shape) + " for " + tokens.length() + " tokens: pooling wants one vector per token", null);
        }
        float[] pooled = Pooling.pool(config.pooling(), numbers, tokens.attentionMask());
        return finished(new long[] {pooled.length}, pooled, config);
    }

    /**
     * Of a text that was read in windows: the average of their embeddings, weighted by their tokens.
     *
     * @param position of the embedding among the tensors of each window
     * @throws PerchException INPUT_INVALID when a window has several vectors
     */
    static Tensor.Floats mean(List<Window> windows, int position, ModelConfig config) {
        long[] shape = ((Tensor.Floats) windows.getFirst().tensors().get(position)).shape();
        if (LongStream.of(shape).limit(Math.max(0, shape.length - 1)).anyMatch(size -> size != 1)) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "on_overflow chunk_mean averages one vector per text, and a model"
                    + " with the pooling_mode none answers " + Arrays.toString(shape), "ask for truncate or fail")
                    .about("on_overflow");
        }
        return finished(shape, WindowMean.of(windows, position), config);
    }

    private static Tensor.Floats finished(long[] shape, float[] numbers, ModelConfig config) {
        Numbers.finite(numbers);
        boolean hasVectors = shape.length > 0 && numbers.length > 0;
        float[] data = config.normalizes() && hasVectors ? Pooling.normalize(numbers, (int) shape[shape.length - 1]) : numbers;
        return new Tensor.Floats(TENSOR, shape, data);
    }
}
