package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelConfig;
import io.perch.model.PoolingMode;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;

/** Makes the embedding of a text, FLOAT32 {@code sentence_embedding}, out of what a network answers for it. */
final class SentenceVector {

    static final String TENSOR = "sentence_embedding";

    private SentenceVector() {
    }

    /**
     * Token vectors {@code [n][dim]} are pooled to {@code [dim]} unless pooling is NONE; what the network has pooled itself
     * is taken as it is. Either is normalised when the model's owner asks for it.
     *
     * @throws PerchException INFERENCE_FAILED for integers, for numbers that are none, and for a shape that does not fit the tokens
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

    private static Tensor.Floats finished(long[] shape, float[] numbers, ModelConfig config) {
        Numbers.finite(numbers);
        boolean hasVectors = shape.length > 0 && numbers.length > 0;
        float[] data = config.normalizes() && hasVectors ? Pooling.normalize(numbers, (int) shape[shape.length - 1]) : numbers;
        return new Tensor.Floats(TENSOR, shape, data);
    }
}
