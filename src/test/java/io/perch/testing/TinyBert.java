package io.perch.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A BERT of random weights and a few kilobytes, written operator by operator as the usual exports write it: {@value #LAYERS} layers of
 * {@value #HEADS} heads, {@value #HIDDEN} dimensions, the vocabulary of {@link TinyModels#WORDS}. What exports differ in can be chosen.
 */
public final class TinyBert {

    public static final int LAYERS = 2;
    public static final int HEADS = 2;
    public static final int HIDDEN = 8;

    private static final int HEAD_SIZE = HIDDEN / HEADS;
    private static final int POSITIONS = 64;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int BOOL = 9;

    /** How attention scores get their scale. */
    public enum Scaling { DIV, MUL, QUERIES, BOTH_SIDES_COMPUTED }

    /** How padding is kept out of attention. */
    public enum Masking { MULTIPLIED, EXPANDED_WHERE, SCORES_REPLACED, NONE, ON_QUERIES }

    private final Random random = new Random(42);
    private final List<Protobuf> nodes = new ArrayList<>();
    private final List<Protobuf> weights = new ArrayList<>();
    private int opset = 13;
    private Scaling scaling = Scaling.DIV;
    private Masking masking = Masking.MULTIPLIED;
    private boolean tokenTypes = true;
    private boolean normOperator;
    private boolean computedShapes = true;
    private boolean positionBias;
    private boolean computedPositions;
    private boolean showsScores;
    private String probabilities;
    private int names;

    public TinyBert opset(int version) {
        opset = version;
        return this;
    }

    public TinyBert scaling(Scaling how) {
        scaling = how;
        return this;
    }

    public TinyBert masking(Masking how) {
        masking = how;
        return this;
    }

    public TinyBert withoutTokenTypes() {
        tokenTypes = false;
        return this;
    }

    /** LayerNormalization as one operator, as from opset 17 on. */
    public TinyBert normOperator() {
        normOperator = true;
        return this;
    }

    /** Reshape to constants and not to what the graph computes. */
    public TinyBert constantShapes() {
        computedShapes = false;
        return this;
    }

    /** Adds something to the scores that depends on the positions, as MPNet does. */
    public TinyBert positionBias() {
        positionBias = true;
        return this;
    }

    /** Positions counted over the mask, as RoBERTa does. */
    public TinyBert computedPositions() {
        computedPositions = true;
        return this;
    }

    /** A second output: the attention of the last layer. */
    public TinyBert showsScores() {
        showsScores = true;
        return this;
    }

    public byte[] toBytes() {
        String mask = mask();
        String hidden = norm(embeddings());
        for (int layer = 0; layer < LAYERS; layer++) {
            String attended = add(dense(attention(hidden, mask), HIDDEN, HIDDEN), hidden);
            String between = norm(attended);
            hidden = norm(add(dense(gelu(dense(between, HIDDEN, 2 * HIDDEN)), 2 * HIDDEN, HIDDEN), between));
        }
        nodes.add(bare("Identity", hidden).text(2, "last_hidden_state"));
        return model();
    }

    private byte[] model() {
        Protobuf graph = new Protobuf();
        nodes.forEach(node -> graph.message(1, node));
        weights.forEach(weight -> graph.message(5, weight));
        graph.text(2, "bert").message(11, TinyOnnx.value("input_ids", INT64, "batch", "n"))
                .message(11, TinyOnnx.value("attention_mask", INT64, "batch", "n"));
        if (tokenTypes) {
            graph.message(11, TinyOnnx.value("token_type_ids", INT64, "batch", "n"));
        }
        graph.message(12, TinyOnnx.value("last_hidden_state", FLOAT, "batch", "n", HIDDEN));
        if (showsScores) {
            graph.message(12, TinyOnnx.value(probabilities, FLOAT, "batch", HEADS, "n", "n"));
        }
        return new Protobuf().number(1, 8).message(7, graph).message(8, new Protobuf().text(1, "").number(2, opset)).toBytes();
    }

    private String embeddings() {
        String words = node("Gather", weight(TinyModels.WORDS.length, HIDDEN), "input_ids");
        String sum = tokenTypes ? add(words, node("Gather", weight(2, HIDDEN), "token_type_ids")) : words;
        return add(sum, node("Gather", weight(POSITIONS, HIDDEN), positions()));
    }

    private String positions() {
        if (computedPositions) {
            return node("Mul", node("CumSum", "attention_mask", longs(1)), "attention_mask");
        }
        long[] all = new long[POSITIONS];
        for (int i = 0; i < POSITIONS; i++) {
            all[i] = i;
        }
        String table = tensor(INT64, bytes(all), 1, POSITIONS);
        return node("Slice", table, longs(0), unsqueeze(length("input_ids", 1), 0), longs(1), longs(1));
    }

    private String mask() {
        String raised = unsqueeze(unsqueeze("attention_mask", 1), 2);
        return switch (masking) {
            case MULTIPLIED -> node("Mul", node("Sub", scalar(1), cast(raised, FLOAT)), scalar(-10000));
            case EXPANDED_WHERE -> {
                String n = unsqueeze(length("input_ids", 1), 0);
                String shape = concat(unsqueeze(length("input_ids", 0), 0), longs(1), n, n);
                String padding = node("Sub", scalar(1), cast(node("Expand", raised, shape), FLOAT));
                yield node("Where", cast(padding, BOOL), scalar(Float.NEGATIVE_INFINITY), padding);
            }
            case SCORES_REPLACED -> {
                String shape = concat(unsqueeze(length("input_ids", 0), 0), longs(1), longs(1), unsqueeze(length("input_ids", 1), 0));
                yield node("Reshape", node("Equal", "attention_mask", scalarLong(0)), shape);
            }
            case ON_QUERIES -> node("Mul", node("Sub", scalar(1), cast(unsqueeze(unsqueeze("attention_mask", 1), 3), FLOAT)),
                    scalar(-10000));
            case NONE -> null;
        };
    }

    private String attention(String hidden, String mask) {
        String queries = heads(dense(hidden, HIDDEN, HIDDEN), 0, 2, 1, 3);
        String keys = heads(dense(hidden, HIDDEN, HIDDEN), 0, 2, 3, 1);
        String values = heads(dense(hidden, HIDDEN, HIDDEN), 0, 2, 1, 3);
        String scores = scores(queries, keys);
        if (positionBias) {
            scores = add(scores, bias());
        }
        if (mask != null) {
            scores = masking == Masking.SCORES_REPLACED ? node("Where", mask, scalar(-Float.MAX_VALUE), scores) : add(scores, mask);
        }
        probabilities = with(new Protobuf().text(1, "axis").number(3, -1).number(20, 2), "Softmax", scores);
        String context = transpose(node("MatMul", probabilities, values), 0, 2, 1, 3);
        return node("Reshape", context, computedShapes
                ? concat(unsqueeze(length(context, 0), 0), unsqueeze(length(context, 1), 0), longs(HIDDEN)) : longs(0, 0, HIDDEN));
    }

    private String scores(String queries, String keys) {
        float root = (float) Math.sqrt(HEAD_SIZE);
        return switch (scaling) {
            case DIV -> node("Div", node("MatMul", queries, keys), scalar(root));
            case MUL -> node("Mul", scalar(1 / root), node("MatMul", queries, keys));
            case QUERIES -> node("MatMul", node("Div", queries, scalar(root)), keys);
            case BOTH_SIDES_COMPUTED -> {
                String size = node("Slice", node("Shape", queries), longs(-1), longs(Long.MAX_VALUE), longs(0));
                String scale = node("Sqrt", node("Div", scalar(1), node("Sqrt", cast(size, FLOAT))));
                yield node("MatMul", node("Mul", queries, scale), node("Mul", keys, scale));
            }
        };
    }

    /** {@code [1][heads][n][n]}. */
    private String bias() {
        String n = unsqueeze(length("input_ids", 1), 0);
        String cut = node("Slice", tensor(FLOAT, floats(HEADS * POSITIONS * POSITIONS), 1, HEADS, POSITIONS, POSITIONS),
                longs(0, 0), concat(n, n), longs(2, 3));
        return node("Mul", cut, scalar(1));
    }

    private String heads(String value, int... axes) {
        String shape = computedShapes
                ? concat(unsqueeze(length(value, 0), 0), unsqueeze(length(value, 1), 0), longs(HEADS), longs(HEAD_SIZE))
                : longs(0, 0, -1, HEAD_SIZE);
        return transpose(node("Reshape", value, shape), axes);
    }

    private String dense(String input, int from, int to) {
        return node("Add", weight(to), node("MatMul", input, weight(from, to)));
    }

    private String gelu(String input) {
        String erf = node("Erf", node("Div", input, scalar((float) Math.sqrt(2))));
        return node("Mul", node("Mul", input, node("Add", erf, scalar(1))), scalar(0.5f));
    }

    private String norm(String input) {
        if (normOperator) {
            return node("LayerNormalization", input, weight(HIDDEN), weight(HIDDEN));
        }
        String centered = node("Sub", input, mean(input));
        String deviation = node("Sqrt", node("Add", mean(node("Pow", centered, scalar(2))), scalar(1e-12f)));
        return node("Add", node("Mul", node("Div", centered, deviation), weight(HIDDEN)), weight(HIDDEN));
    }

    private String mean(String input) {
        return opset < 18 ? with(integers("axes", -1), "ReduceMean", input) : node("ReduceMean", input, longs(-1));
    }

    private String add(String left, String right) {
        return node("Add", left, right);
    }

    private String length(String value, int axis) {
        return node("Gather", node("Shape", value), scalarLong(axis));
    }

    private String concat(String... parts) {
        return with(new Protobuf().text(1, "axis").number(3, 0).number(20, 2), "Concat", parts);
    }

    private String unsqueeze(String value, int axis) {
        return opset < 13 ? with(integers("axes", axis), "Unsqueeze", value) : node("Unsqueeze", value, longs(axis));
    }

    private String transpose(String value, int... axes) {
        return with(integers("perm", axes), "Transpose", value);
    }

    private String cast(String value, int type) {
        return with(new Protobuf().text(1, "to").number(3, type).number(20, 2), "Cast", value);
    }

    private static Protobuf integers(String name, int... numbers) {
        Protobuf attribute = new Protobuf().text(1, name).number(20, 7);
        for (int number : numbers) {
            attribute.number(8, number);
        }
        return attribute;
    }

    private String node(String operator, String... from) {
        return with(null, operator, from);
    }

    private String with(Protobuf attribute, String operator, String... from) {
        String to = operator + names++;
        Protobuf node = bare(operator, from).text(2, to);
        nodes.add(attribute == null ? node : node.message(5, attribute));
        return to;
    }

    private static Protobuf bare(String operator, String... from) {
        Protobuf node = new Protobuf().text(4, operator);
        for (String name : from) {
            node.text(1, name);
        }
        return node;
    }

    private String weight(int... dims) {
        int count = 1;
        for (int dim : dims) {
            count *= dim;
        }
        return tensor(FLOAT, floats(count), dims);
    }

    private ByteBuffer floats(int count) {
        ByteBuffer raw = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            raw.putFloat((float) random.nextGaussian());
        }
        return raw;
    }

    private String scalar(float number) {
        return tensor(FLOAT, ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(number));
    }

    private String scalarLong(long number) {
        return tensor(INT64, bytes(number));
    }

    private String longs(long... numbers) {
        return tensor(INT64, bytes(numbers), numbers.length);
    }

    private static ByteBuffer bytes(long... numbers) {
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : numbers) {
            raw.putLong(number);
        }
        return raw;
    }

    private String tensor(int type, ByteBuffer raw, int... dims) {
        String name = "constant" + names++;
        Protobuf tensor = new Protobuf().number(2, type).text(8, name).bytes(9, raw.array());
        for (int dim : dims) {
            tensor.number(1, dim);
        }
        weights.add(tensor);
        return name;
    }
}
