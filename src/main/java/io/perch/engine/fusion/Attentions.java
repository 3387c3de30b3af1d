package io.perch.engine.fusion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Self-attention, from its three dense layers to the transposition of its result, becomes one {@code Attention}. Its weights are
 * those of queries, keys and values side by side.
 */
final class Attentions {

    private static final int INT32 = 6;

    private final Graph graph;

    /** By the input they come from. */
    private final Map<String, String> masks = new HashMap<>();

    private Attentions(Graph graph) {
        this.graph = graph;
    }

    /** How many there were. */
    static int fuse(Graph graph) {
        Attentions attentions = new Attentions(graph);
        return (int) graph.nodes("Softmax").stream().filter(attentions::fuse).count();
    }

    /** @param last gives {@code [batch][n][heads * headSize]} */
    private record Found(Node last, Scores scores, Heads values) {
    }

    private boolean fuse(Node softmax) {
        Optional<Found> found = around(softmax).filter(this::fits);
        found.ifPresent(attention -> graph.replace(attention.last, fused(attention)));
        return found.isPresent();
    }

    private Optional<Found> around(Node softmax) {
        String probabilities = notNaN(softmax.output());
        Node context = graph.onlyConsumer(probabilities, "MatMul");
        Node transpose = graph.onlyConsumer(context.output(), "Transpose");
        Node last = graph.onlyConsumer(transpose.output(), "Reshape");
        boolean matches = context.input(0).equals(probabilities) && overLastAxis(softmax)
                && transpose.integers("perm").equals(Heads.BY_HEAD);
        return matches ? Heads.of(graph, context.input(1)).filter(values -> joins(last, values))
                .flatMap(values -> Scores.of(graph, softmax.input(0), values.headSize())
                        .map(scores -> new Found(last, scores, values)))
                : Optional.empty();
    }

    /** Some exports put 0 for NaN, which is what a softmax makes of a text without a one in its mask. */
    private String notNaN(String probabilities) {
        List<Node> readers = graph.consumers(probabilities);
        Node where = readers.size() == 2 ? readers.getLast() : Node.NONE;
        boolean matches = where.is("Where") && readers.getFirst().is("IsNaN") && where.input(2).equals(probabilities)
                && where.input(0).equals(readers.getFirst().output()) && graph.constant(where.input(1)).number() == 0;
        return matches ? where.output() : probabilities;
    }

    private static boolean overLastAxis(Node softmax) {
        long axis = softmax.integer("axis", -1);
        return axis == -1 || axis == 3;
    }

    private boolean joins(Node reshape, Heads values) {
        List<Long> shape = Shapes.of(graph, reshape.input(1));
        return shape.size() == 3 && (shape.get(2) == values.width() || shape.get(2) == -1);
    }

    private boolean fits(Found found) {
        Heads queries = found.scores.queries();
        return queries.beside(graph, found.scores.keys()) && queries.beside(graph, found.values);
    }

    private Node fused(Found found) {
        Scores scores = found.scores;
        List<Heads> parts = List.of(scores.queries(), scores.keys(), found.values);
        String weight = merged(parts, Heads::weight, found.last.output() + "/weight");
        String bias = merged(parts, Heads::bias, found.last.output() + "/bias");
        String mask = scores.mask() == null ? "" : masks.computeIfAbsent(scores.mask().input(), this::mask);
        float filter = scores.mask() == null ? 0 : scores.mask().filter();
        return Node.microsoft("Attention", inputs(parts.getFirst().input(), weight, bias, mask, scores.bias()),
                List.of(found.last.output()), Node.attribute("num_heads", found.values.heads()),
                Node.attribute("scale", (float) scores.scale()), Node.attribute("mask_filter_value", filter));
    }

    /** The fifth, left out, would be the keys and values of earlier tokens. */
    private static List<String> inputs(String input, String weight, String bias, String mask, String scoresBias) {
        return scoresBias.isEmpty() ? List.of(input, weight, bias, mask)
                : List.of(input, weight, bias, mask, "", scoresBias);
    }

    /** It is int64 in models and must be int32 here. */
    private String mask(String input) {
        String cast = input + "/int32";
        graph.prepend(Node.onnx("Cast", List.of(input), List.of(cast), Node.attribute("to", INT32)));
        return cast;
    }

    /** Row by row side by side; a bias is one row. */
    private String merged(List<Heads> parts, Function<Heads, String> name, String merged) {
        List<Tensor> tensors = parts.stream().map(name).map(graph::constant).toList();
        List<Long> dims = tensors.getFirst().dims();
        int rows = dims.size() == 1 ? 1 : dims.getFirst().intValue();
        Rope data = new Rope();
        for (int row = 0; row < rows; row++) {
            for (Tensor tensor : tensors) {
                data.raw(dims.size() == 1 ? tensor.data() : tensor.row(row));
            }
        }
        List<Long> wider = dims.size() == 1 ? List.of(3 * dims.getLast()) : List.of(dims.getFirst(), 3 * dims.getLast());
        graph.add(merged, new Tensor(wider, Tensor.FLOAT, null), data);
        return merged;
    }
}
