package io.perch.testing;

import java.util.stream.LongStream;

/**
 * A BERT of random weights and a few kilobytes, written operator by operator as the usual exports write it: {@value #LAYERS}
 * layers of {@value #HEADS} heads, {@value #HIDDEN} dimensions, the vocabulary of {@link TinyModels#WORDS}. What exports differ
 * in can be chosen.
 */
public final class TinyBert extends OnnxExport {

    public static final int LAYERS = 2;
    public static final int HEADS = 2;
    public static final int HIDDEN = 8;

    private static final int HEAD_SIZE = HIDDEN / HEADS;
    private static final int POSITIONS = 64;

    /** How attention scores get their scale. */
    public enum Scaling { DIV, MUL, QUERIES, BOTH_SIDES_COMPUTED }

    /** How padding is kept out of attention. */
    public enum Masking { MULTIPLIED, EXPANDED_WHERE, SCORES_REPLACED, NONE, ON_QUERIES }

    private Scaling scaling = Scaling.DIV;
    private Masking masking = Masking.MULTIPLIED;
    private boolean tokenTypes = true;
    private boolean blind;
    private boolean normOperator;
    private boolean computedShapes = true;
    private boolean positionBias;
    private boolean computedPositions;
    private boolean showsScores;
    private String probabilities;

    public TinyBert opset(int version) {
        version(version);
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

    /** The same weights, but every token is taken as of the first type. */
    public TinyBert blindToTypes() {
        blind = true;
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

    /** Matrices lie in a file of this name beside the network: see {@link #weightsBeside}. */
    public TinyBert matricesIn(String file) {
        keepMatricesIn(file);
        return this;
    }

    /** Answers NaN to every text. */
    public TinyBert damaged() {
        damage();
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
        give("last_hidden_state", hidden);
        input("input_ids");
        input("attention_mask");
        if (tokenTypes) {
            input("token_type_ids");
        }
        output("last_hidden_state", "batch", "n", HIDDEN);
        if (showsScores) {
            output(probabilities, "batch", HEADS, "n", "n");
        }
        return model();
    }

    private String embeddings() {
        String words = node("Gather", weight(TinyModels.WORDS.length, HIDDEN), "input_ids");
        String types = blind ? node("Mul", "token_type_ids", scalarLong(0)) : "token_type_ids";
        String sum = tokenTypes ? add(words, node("Gather", weight(2, HIDDEN), types)) : words;
        return add(sum, node("Gather", weight(POSITIONS, HIDDEN), positions()));
    }

    private String positions() {
        if (computedPositions) {
            return node("Mul", node("CumSum", "attention_mask", longs(1)), "attention_mask");
        }
        String table = tensor(INT64, bytes(LongStream.range(0, POSITIONS).toArray()), 1, POSITIONS);
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
                String batch = unsqueeze(length("input_ids", 0), 0);
                String shape = concat(batch, longs(1), longs(1), unsqueeze(length("input_ids", 1), 0));
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
            scores = masking == Masking.SCORES_REPLACED ? node("Where", mask, scalar(-Float.MAX_VALUE), scores)
                    : add(scores, mask);
        }
        probabilities = with(new Protobuf().text(1, "axis").number(3, -1).number(20, 2), "Softmax", scores);
        String context = transpose(node("MatMul", probabilities, values), 0, 2, 1, 3);
        return node("Reshape", context, computedShapes
                ? concat(unsqueeze(length(context, 0), 0), unsqueeze(length(context, 1), 0), longs(HIDDEN))
                : longs(0, 0, HIDDEN));
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
        String cut = node("Slice", weight(1, HEADS, POSITIONS, POSITIONS), longs(0, 0), concat(n, n), longs(2, 3));
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
        return version() < 18 ? with(integers("axes", -1), "ReduceMean", input) : node("ReduceMean", input, longs(-1));
    }
}
