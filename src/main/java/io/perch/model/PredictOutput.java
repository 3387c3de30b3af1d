package io.perch.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The answer to one predict: one {@link Result} per text (or per document, or per remote call), in the order asked. */
public record PredictOutput(List<Result> results) {

    /**
     * @param tokens    tokens that the model saw, special tokens included; {@code -1} when it does not count them
     * @param truncated whether the text was longer than the model reads, so that its end was ignored
     * @param tensors   {@code null} when the caller's filter kept none
     * @param status    HTTP status of the remote service; {@code null} for a local model
     */
    public record Result(List<Tensor> tensors, int tokens, boolean truncated, Integer status) {

        /** Of a local model. */
        public Result(List<Tensor> tensors, int tokens, boolean truncated) {
            this(tensors, tokens, truncated, null);
        }

        /** Of one call to a remote service. */
        public static Result answered(int status, List<Tensor> tensors) {
            return new Result(tensors, -1, false, status);
        }
    }

    /** Of {@link Tensor.Narrow}, by the names on the wire. */
    public enum DataType { INT8, UINT8, BINARY, UBINARY }

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

        /** Whole numbers of a narrow type, as embedding services give them. */
        record Narrow(String name, DataType type, long[] shape, int[] data) implements Tensor {
        }

        record Tree(String name, Map<String, Object> dataAsMap) implements Tensor {
        }

        /** @param dataAsMap text of one JSON object, as the remote service wrote it */
        record Json(String name, String dataAsMap) implements Tensor {
        }

        /** A tensor that a connector's script or another ML Commons has written out itself: {@code name, data_type, shape, data …}. */
        record Written(ObjectNode tensor) implements Tensor {

            @Override
            public String name() {
                return tensor.path("name").asText(null);
            }
        }
    }
}
