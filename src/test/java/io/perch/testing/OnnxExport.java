package io.perch.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An ONNX network of random weights in the making: each operator gets a value's names and answers the name of its result. */
abstract class OnnxExport {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int BOOL = 9;

    private final Random random = new Random(42);
    private final List<Protobuf> nodes = new ArrayList<>();
    private final List<Protobuf> weights = new ArrayList<>();
    private final Protobuf values = new Protobuf();
    private int version = 13;
    private final ByteArrayOutputStream beside = new ByteArrayOutputStream();
    private String matrices;
    private boolean damaged;
    private int names;

    /** Of the operator set. */
    final void version(int wanted) {
        version = wanted;
    }

    final int version() {
        return version;
    }

    /** Weights from now on are NaN. */
    final void damage() {
        damaged = true;
    }

    /** Weights of two dimensions from now on lie in this file beside the network. */
    final void keepMatricesIn(String file) {
        matrices = file;
    }

    /** What that file must hold; complete when the network is. */
    public final byte[] weightsBeside() {
        return beside.toByteArray();
    }

    /** int64 {@code [batch][n]}. */
    final void input(String name) {
        values.message(11, TinyOnnx.value(name, INT64, "batch", "n"));
    }

    final void output(String name, Object... dims) {
        values.message(12, TinyOnnx.value(name, FLOAT, dims));
    }

    final byte[] model() {
        Protobuf graph = new Protobuf();
        nodes.forEach(node -> graph.message(1, node));
        weights.forEach(weight -> graph.message(5, weight));
        graph.text(2, "random").append(values);
        return new Protobuf().number(1, 8).message(7, graph).message(8, new Protobuf().text(1, "").number(2, version)).toBytes();
    }

    /** The value under another name. */
    final void give(String name, String value) {
        nodes.add(bare("Identity", value).text(2, name));
    }

    String add(String left, String right) {
        return node("Add", left, right);
    }

    String length(String value, int axis) {
        return node("Gather", node("Shape", value), scalarLong(axis));
    }

    String concat(String... parts) {
        return with(new Protobuf().text(1, "axis").number(3, 0).number(20, 2), "Concat", parts);
    }

    String unsqueeze(String value, int axis) {
        return version < 13 ? with(integers("axes", axis), "Unsqueeze", value) : node("Unsqueeze", value, longs(axis));
    }

    String transpose(String value, int... axes) {
        return with(integers("perm", axes), "Transpose", value);
    }

    String cast(String value, int type) {
        return with(new Protobuf().text(1, "to").number(3, type).number(20, 2), "Cast", value);
    }

    static Protobuf integers(String name, int... numbers) {
        Protobuf attribute = new Protobuf().text(1, name).number(20, 7);
        for (int number : numbers) {
            attribute.number(8, number);
        }
        return attribute;
    }

    String node(String operator, String... from) {
        return with(null, operator, from);
    }

    String with(Protobuf attribute, String operator, String... from) {
        String to = operator + names++;
        Protobuf node = bare(operator, from).text(2, to);
        nodes.add(attribute == null ? node : node.message(5, attribute));
        return to;
    }

    static Protobuf bare(String operator, String... from) {
        Protobuf node = new Protobuf().text(4, operator);
        for (String name : from) {
            node.text(1, name);
        }
        return node;
    }

    String weight(int... dims) {
        int count = 1;
        for (int dim : dims) {
            count *= dim;
        }
        return tensor(FLOAT, floats(count), dims);
    }

    private ByteBuffer floats(int count) {
        ByteBuffer raw = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            raw.putFloat(damaged ? Float.NaN : (float) random.nextGaussian());
        }
        return raw;
    }

    String scalar(float number) {
        return tensor(FLOAT, ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(number));
    }

    String scalarLong(long number) {
        return tensor(INT64, bytes(number));
    }

    String longs(long... numbers) {
        return tensor(INT64, bytes(numbers), numbers.length);
    }

    static ByteBuffer bytes(long... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            raw.putLong(number);
        }
        return raw;
    }

    String tensor(int type, ByteBuffer raw, int... dims) {
        String name = "constant" + names++;
        Protobuf tensor = new Protobuf().number(2, type).text(8, name);
        if (matrices == null || dims.length != 2) {
            tensor.bytes(9, raw.array());
        } else {
            entry(tensor, "location", matrices);
            entry(tensor, "offset", String.valueOf(beside.size()));
            entry(tensor, "length", String.valueOf(raw.capacity())).number(14, 1);
            beside.writeBytes(raw.array());
        }
        for (int dim : dims) {
            tensor.number(1, dim);
        }
        weights.add(tensor);
        return name;
    }

    private static Protobuf entry(Protobuf tensor, String key, String value) {
        return tensor.message(13, new Protobuf().text(1, key).text(2, value));
    }
}
