package io.perch.engine.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.network.NetworkOutput;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.network.Wanted;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a TorchScript network answered, tensor by tensor: members of a dict under their names in its order; a lone tensor as
 * {@code output}, several as {@code output_0}, {@code output_1} and so on, tuples and lists within tuples flattened.
 * What is neither, such as None, is passed over.
 */
final class TorchOutputs implements AutoCloseable {

    static final String LONE = "output";

    private final PtNDManager manager;
    private final List<String> names = new ArrayList<>();
    private final List<IValue> tensors = new ArrayList<>();
    private final List<IValue> others = new ArrayList<>();

    /** @param dictOrder the names of a dict's members, or {@code null} to find them out */
    TorchOutputs(PtNDManager manager, IValue answer, List<String> dictOrder) {
        this.manager = manager;
        if (answer.isMap()) {
            members(answer, dictOrder == null ? TorchDict.names(answer) : dictOrder);
        } else {
            flatten(answer);
            boolean lone = tensors.size() == 1;
            for (int i = 0; i < tensors.size(); i++) {
                names.add(lone ? LONE : LONE + "_" + i);
            }
        }
    }

    private void members(IValue answer, List<String> order) {
        Map<String, IValue> members = answer.toIValueMap();
        others.addAll(members.values());
        for (String name : order) {
            IValue member = members.get(name);
            if (member != null && member.isTensor()) {
                names.add(name);
                tensors.add(member);
            }
        }
    }

    private void flatten(IValue value) {
        others.add(value);
        if (value.isTensor()) {
            tensors.add(value);
        } else if (value.isTuple()) {
            List.of(value.toIValueTuple()).forEach(this::flatten);
        } else if (value.isList() || value.isTensorList()) {
            List.of(value.toIValueArray()).forEach(this::flatten);
        }
    }

    /** In the order of the answer. */
    List<String> names() {
        return names;
    }

    /**
     * Copies what is wanted out of libtorch's memory, {@code null} for the rest.
     *
     * @param batch how many texts were given; for one, a network may leave the batch axis away
     * @throws PerchException INFERENCE_FAILED for what is no batch of numbers
     */
    List<NetworkOutput> read(int batch, Wanted wanted, RunBuffers buffers) {
        NetworkOutput[] read = new NetworkOutput[tensors.size()];
        for (int position = 0; position < read.length; position++) {
            if (wanted.output(names.get(position), position)) {
                read[position] = read(position, batch, buffers);
            }
        }
        return Arrays.asList(read);
    }

    private NetworkOutput read(int position, int batch, RunBuffers buffers) {
        PtNDArray tensor = tensors.get(position).toTensor(manager);
        String name = names.get(position);
        long[] shape = withBatch(name, tensor.getShape().getShape(), batch);
        return switch (tensor.getDataType()) {
            case FLOAT32 -> floats(name, shape, tensor, position, buffers);
            // DJL 0.36 has no name for libtorch's bfloat16
            case FLOAT64, FLOAT16, BFLOAT16, UNKNOWN ->
                floats(name, shape, tensor.toType(DataType.FLOAT32, false), position, buffers);
            case INT64 -> longs(name, shape, tensor);
            case INT32, INT16, INT8, UINT8, BOOLEAN -> longs(name, shape, tensor.toType(DataType.INT64, false));
            case UINT16, UINT32, UINT64, COMPLEX64, STRING -> throw new PerchException(ErrorCode.INFERENCE_FAILED,
                    "Output " + name + " holds " + tensor.getDataType() + " numbers",
                    "export the model so that it answers float32");
        };
    }

    private static long[] withBatch(String name, long[] shape, int batch) {
        if (shape.length > 0 && shape[0] == batch) {
            return shape;
        }
        if (batch > 1) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "Output " + name + " has the shape " + Arrays.toString(shape)
                    + " for a batch of " + batch, null);
        }
        long[] whole = new long[shape.length + 1];
        whole[0] = 1;
        System.arraycopy(shape, 0, whole, 1, shape.length);
        return whole;
    }

    private static NetworkOutput floats(String name, long[] shape, PtNDArray tensor, int position, RunBuffers buffers) {
        FloatBuffer numbers = tensor.toByteBuffer(true).asFloatBuffer();
        FloatBuffer kept = buffers.output(position, numbers.remaining());
        kept.put(numbers).flip();
        return new NetworkOutput.Floats(name, shape, kept);
    }

    private static NetworkOutput longs(String name, long[] shape, PtNDArray tensor) {
        LongBuffer numbers = tensor.toByteBuffer(true).asLongBuffer();
        return new NetworkOutput.Longs(name, shape, LongBuffer.allocate(numbers.remaining()).put(numbers).flip());
    }

    @Override
    public void close() {
        others.forEach(IValue::close);
    }
}
