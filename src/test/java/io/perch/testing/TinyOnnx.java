package io.perch.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes ONNX networks of some hundred bytes. Their weights are tables {@code [vocabulary][dim]}, in which they look token ids
 * up.
 * Field numbers are those of onnx.proto3 (ir_version 8, opset 13).
 */
public final class TinyOnnx {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int BOOL = 9;

    private final int dim;
    private final List<Protobuf> tables = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>(List.of("input_ids", "attention_mask"));
    private final List<Protobuf> nodes = new ArrayList<>();
    private final List<Protobuf> outputs = new ArrayList<>();
    private String batchAxis = "batch";

    private TinyOnnx(float[][] table) {
        this.dim = table[0].length;
        tables.add(tensor("table", table));
    }

    /** Looks each token up: {@code input_ids [batch][n]} to {@code token_embeddings [batch][n][dim]}. */
    public static TinyOnnx lookup(float[][] table) {
        return new TinyOnnx(table).node("Gather", List.of("table", "input_ids"), List.of("token_embeddings"))
                .output("token_embeddings", "batch", "tokens", table[0].length);
    }

    /** As {@link #lookup}, through a DynamicQuantizeLinear: the int8 scale is taken over the whole batch. */
    public static TinyOnnx dynamicInt8(float[][] table) {
        return new TinyOnnx(table).node("Gather", List.of("table", "input_ids"), List.of("found"))
                .node("DynamicQuantizeLinear", List.of("found"), List.of("int8", "scale", "zero"))
                .node("DequantizeLinear", List.of("int8", "scale", "zero"), List.of("token_embeddings"))
                .output("token_embeddings", "batch", "tokens", table[0].length);
    }

    /** Only {@code [batch][dim]}: the mean over the tokens, taken by the network itself. */
    public static TinyOnnx pooled(float[][] table) {
        return new TinyOnnx(table).node("Gather", List.of("table", "input_ids"), List.of("found"))
                .mean("found", "sentence").output("sentence", "batch", table[0].length);
    }

    /** Sparse encoding: {@code output [batch][vocabulary]}, of the rows that the tokens have the greatest numbers. */
    public static TinyOnnx sparse(float[][] table) {
        return new TinyOnnx(table).node("Gather", List.of("table", "input_ids"), List.of("found"))
                .reduce("ReduceMax", "found", "output").output("output", "batch", table[0].length);
    }

    /**
     * A cross-encoder: {@code logits [batch][classes]}, the mean over the tokens of a pair. Those of its second text count
     * ten times as much, which shows whether token types arrive.
     */
    public static TinyOnnx crossEncoder(float[][] table) {
        TinyOnnx network = new TinyOnnx(table).input("token_type_ids")
                .node("Gather", List.of("table", "input_ids"), List.of("found"))
                .node("Gather", List.of("types", "token_type_ids"), List.of("weights"))
                .node("Mul", List.of("found", "weights"), List.of("weighed"))
                .reduce("ReduceMean", "weighed", "logits").output("logits", "batch", table[0].length);
        network.tables.add(tensor("types", new float[][] {{1}, {10}}));
        return network;
    }

    /** Question answering: {@code start_logits} and {@code end_logits [batch][n]}, by the token alone. */
    public static TinyOnnx spans(float[] starts, float[] ends) {
        TinyOnnx network = new TinyOnnx(new float[][] {starts})
                .node("Gather", List.of("starts", "input_ids"), List.of("start_logits"))
                .node("Gather", List.of("ends", "input_ids"), List.of("end_logits"))
                .output("start_logits", "batch", "tokens").output("end_logits", "batch", "tokens");
        network.tables.add(vector("starts", starts));
        network.tables.add(vector("ends", ends));
        return network;
    }

    /** Sentence highlighting: {@code highlights [k]}, the sentence of each token that is a hit, the question's and twice too. */
    public static TinyOnnx highlights(float[] hits) {
        TinyOnnx network = new TinyOnnx(new float[][] {hits}).input("token_type_ids").input("sentence_ids")
                .node("Gather", List.of("hits", "input_ids"), List.of("found"))
                .cast("found", "hit").node("Squeeze", List.of("hit"), List.of("condition"))
                .node("Compress", List.of("sentence_ids", "condition"), List.of("highlights"));
        network.outputs.add(value("highlights", INT64, "k"));
        network.tables.add(vector("hits", hits));
        return network;
    }

    /** As {@link #lookup}, but the table lies in another file. */
    public static TinyOnnx external(int rows, int dim, String location) {
        TinyOnnx network = lookup(new float[rows][dim]);
        network.tables.set(0, new Protobuf().number(1, rows).number(1, dim).number(2, FLOAT).text(8, "table")
                .message(13, new Protobuf().text(1, "location").text(2, location)).number(14, 1));
        return network;
    }

    /** Sound but for an operator that no runtime has. */
    public static TinyOnnx unknownOperator(float[][] table) {
        return lookup(table).node("ReadTeaLeaves", List.of("token_embeddings"), List.of("future"))
                .output("future", "batch", "tokens", table[0].length);
    }

    /** A second output {@code [batch][dim]} beside the token vectors. */
    public TinyOnnx alsoPooled() {
        return mean("token_embeddings", "sentence").output("sentence", "batch", dim);
    }

    /** Declares one more input; nothing reads it. */
    public TinyOnnx input(String name) {
        inputs.add(name);
        return this;
    }

    /** Exported for one text at a time: the batch axis is 1. */
    public TinyOnnx batchOfOne() {
        batchAxis = null;
        return this;
    }

    private TinyOnnx mean(String from, String to) {
        return reduce("ReduceMean", from, to);
    }

    private TinyOnnx reduce(String operator, String from, String to) {
        Protobuf axes = new Protobuf().text(1, "axes").number(8, 1).number(20, 7);
        Protobuf keepDims = new Protobuf().text(1, "keepdims").number(3, 0).number(20, 2);
        nodes.add(new Protobuf().text(1, from).text(2, to).text(4, operator).message(5, axes).message(5, keepDims));
        return this;
    }

    private TinyOnnx cast(String from, String to) {
        Protobuf type = new Protobuf().text(1, "to").number(3, BOOL).number(20, 2);
        nodes.add(new Protobuf().text(1, from).text(2, to).text(4, "Cast").message(5, type));
        return this;
    }

    private TinyOnnx node(String operator, List<String> from, List<String> to) {
        Protobuf node = new Protobuf();
        from.forEach(name -> node.text(1, name));
        to.forEach(name -> node.text(2, name));
        nodes.add(node.text(4, operator));
        return this;
    }

    private TinyOnnx output(String name, Object... dims) {
        outputs.add(value(name, FLOAT, dims));
        return this;
    }

    public byte[] toBytes() {
        Protobuf graph = new Protobuf();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "tiny");
        tables.forEach(table -> graph.message(5, table));
        inputs.forEach(input -> graph.message(11, value(input, INT64, batchAxis == null ? (Object) 1 : batchAxis, "tokens")));
        outputs.forEach(output -> graph.message(12, output));
        return new Protobuf().number(1, 8).message(7, graph).message(8, new Protobuf().text(1, "").number(2, 13)).toBytes();
    }

    /** @param dims a number is a fixed length, a text the name of a free one */
    static Protobuf value(String name, int type, Object... dims) {
        Protobuf shape = new Protobuf();
        for (Object dim : dims) {
            shape.message(1, dim instanceof Integer fixed
                    ? new Protobuf().number(1, fixed) : new Protobuf().text(2, (String) dim));
        }
        Protobuf tensor = new Protobuf().number(1, type).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    private static Protobuf tensor(String name, float[][] rows) {
        return new Protobuf().number(1, rows.length).number(1, rows[0].length).number(2, FLOAT).text(8, name).bytes(9, raw(rows));
    }

    private static Protobuf vector(String name, float[] numbers) {
        return new Protobuf().number(1, numbers.length).number(2, FLOAT).text(8, name).bytes(9, raw(numbers));
    }

    private static byte[] raw(float[]... rows) {
        ByteBuffer raw = ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float number : row) {
                raw.putFloat(number);
            }
        }
        return raw.array();
    }
}
