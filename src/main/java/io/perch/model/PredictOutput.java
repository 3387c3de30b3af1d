package io.perch.model;

import java.util.List;
import java.util.Map;

/** The answer to one predict: one {@link Result} per text (or per document, or per remote call), in the order asked. */
public record PredictOutput(List<Result> results) {

    /**
     * @param tokens    tokens that the model saw, special tokens included; {@code -1} when it does not count them
     * @param truncated whether the text was longer than the model reads, so that its end was ignored
     * @param tensors   {@code null} when the caller's filter kept none
     */
    public record Result(List<Tensor> tensors, int tokens, boolean truncated) {
    }

    /** One named output; members that do not apply are {@code null}. */
    public sealed interface Tensor {

        String name();

        /** {@code data} is row-major over {@code shape}. */
        record Floats(String name, long[] shape, float[] data) implements Tensor {
        }

        record Longs(String name, long[] shape, long[] data) implements Tensor {
        }

        /** Text, as question answering returns it. */
        record Text(String name, String result, Double score) implements Tensor {
        }

        /** A sparse vector: the weight of each key, in the order in which they are written. */
        record Weights(String name, String[] keys, float[] values) implements Tensor {
        }

        record Tree(String name, Map<String, Object> dataAsMap) implements Tensor {
        }
    }
}
