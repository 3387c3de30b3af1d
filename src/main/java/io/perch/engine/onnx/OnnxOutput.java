package io.perch.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.NetworkOutput;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * An output that an ONNX network declares.
 *
 * @param dim numbers per token or per text of a float32 {@code [batch][n][dim]} or {@code [batch][dim]}; 0 for any other
 */
record OnnxOutput(String name, int position, int rank, int dim) {

    /** In the order of the network. */
    static List<OnnxOutput> of(Collection<NodeInfo> declared) {
        List<OnnxOutput> outputs = new ArrayList<>();
        declared.forEach(output -> outputs.add(of(output, outputs.size())));
        return outputs;
    }

    private static OnnxOutput of(NodeInfo output, int position) {
        if (output.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
            long[] shape = tensor.getShape();
            boolean perToken = shape.length == 3 && shape[0] == -1 && shape[1] == -1 && shape[2] > 0;
            boolean perText = shape.length == 2 && shape[0] == -1 && shape[1] > 0;
            int dim = perToken || perText ? (int) shape[shape.length - 1] : 0;
            return new OnnxOutput(output.getName(), position, shape.length, dim);
        }
        return new OnnxOutput(output.getName(), position, 0, 0);
    }

    /** The shape that the declaration lets expect; {@code null} when it does not say. */
    long[] expected(int batch, int n) {
        return dim == 0 ? null : rank == 3 ? new long[] {batch, n, dim} : new long[] {batch, dim};
    }

    /** Leaves the engine's memory in one copy for the whole batch. Throws INFERENCE_FAILED for what is no batch of numbers. */
    NetworkOutput read(OnnxValue value, int batch) throws OrtException {
        if (!(value instanceof OnnxTensor tensor)) {
            throw noNumbers();
        }
        long[] shape = withBatchAxis(tensor.getInfo(), batch);
        if (shape.length == 0 || shape[0] != batch) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + name + " has the shape " + Arrays.toString(shape)
                    + " for a batch of " + batch, null);
        }
        return switch (tensor.getInfo().type) {
            case FLOAT, FLOAT16, BFLOAT16 -> new NetworkOutput.Floats(name, shape, tensor.getFloatBuffer());
            case DOUBLE -> new NetworkOutput.Floats(name, shape, narrowed(tensor.getDoubleBuffer()));
            case INT64 -> new NetworkOutput.Longs(name, shape, tensor.getLongBuffer());
            case INT32 -> new NetworkOutput.Longs(name, shape, widened(tensor));
            case INT8, UINT8, INT16, BOOL, STRING, UNKNOWN -> throw noNumbers();
        };
    }

    /** Networks that answer a list of findings to one text export it without an axis for the batch. */
    private static long[] withBatchAxis(TensorInfo tensor, int batch) {
        long[] shape = tensor.getShape();
        boolean integers = tensor.type == OnnxJavaType.INT64 || tensor.type == OnnxJavaType.INT32;
        return integers && batch == 1 && shape.length == 1 ? new long[] {1, shape[0]} : shape;
    }

    private PerchException noNumbers() {
        return new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + name + " holds neither floating-point numbers nor"
                + " integers of 32 or 64 bits", "export the model so that it answers float32");
    }

    private static FloatBuffer narrowed(DoubleBuffer doubles) {
        float[] narrow = new float[doubles.remaining()];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) doubles.get(i);
        }
        return FloatBuffer.wrap(narrow);
    }

    private static LongBuffer widened(OnnxTensor ints) {
        var narrow = ints.getIntBuffer();
        long[] wide = new long[narrow.remaining()];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow.get(i);
        }
        return LongBuffer.wrap(wide);
    }
}
