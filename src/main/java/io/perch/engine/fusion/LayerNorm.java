package io.perch.engine.fusion;

import io.perch.engine.fusion.Graph.Operands;
import java.util.List;
import java.util.Optional;

/**
 * A layer normalization over the last axis: {@code (x - mean) / sqrt(variance + epsilon) * scale + bias}, as the one operator
 * (opset 17) or as the nine of which older exports make it.
 *
 * @param last the node that gives the result
 * @param scale name of a constant {@code [dim]}, as is {@code bias}
 */
record LayerNorm(Node last, String input, String scale, String bias, float epsilon) {

    private static final float ONNX_EPSILON = 1e-5f;

    static List<LayerNorm> all(Graph graph) {
        return List.of("LayerNormalization", "Add").stream().flatMap(operator -> graph.nodes(operator).stream())
                .flatMap(node -> endingAt(graph, node).stream()).toList();
    }

    private static Optional<LayerNorm> endingAt(Graph graph, Node last) {
        Optional<LayerNorm> found = last.is("LayerNormalization") ? ofOperator(graph, last) : ofParts(graph, last);
        return found.filter(norm -> graph.constant(norm.scale).isFloats(1) && graph.constant(norm.bias).isFloats(1)
                && graph.constant(norm.scale).dims().equals(graph.constant(norm.bias).dims()));
    }

    /** With further outputs it is one for training. */
    private static Optional<LayerNorm> ofOperator(Graph graph, Node node) {
        return node.integer("axis", -1) == -1 && node.outputs().size() == 1 && !graph.isConstant(node.input(0))
                ? Optional.of(new LayerNorm(node, node.input(0), node.input(1), node.input(2),
                        node.real("epsilon", ONNX_EPSILON)))
                : Optional.empty();
    }

    private static Optional<LayerNorm> ofParts(Graph graph, Node last) {
        Operands shifted = graph.operands(last);
        Operands scaled = graph.operands(graph.producer(shifted.value(), "Mul"));
        Node quotient = graph.producer(scaled.value(), "Div");
        Node centered = graph.producer(quotient.input(0), "Sub");
        Operands variance = graph.operands(graph.producer(graph.producer(quotient.input(1), "Sqrt").input(0), "Add"));
        String squares = meanOf(graph, variance.value());
        double epsilon = graph.constant(variance.constant()).number();
        boolean matches = !centered.input(0).isEmpty() && meanOf(graph, centered.input(1)).equals(centered.input(0))
                && squareOf(graph, squares, centered) && !Double.isNaN(epsilon);
        LayerNorm norm = new LayerNorm(last, centered.input(0), scaled.constant(), shifted.constant(), (float) epsilon);
        return matches ? Optional.of(norm) : Optional.empty();
    }

    /** What a value is the mean of, over the last axis, which stays; the empty text when it is none. */
    private static String meanOf(Graph graph, String value) {
        Node mean = graph.producer(value, "ReduceMean");
        boolean lastAxis = mean.inputs().size() == 1 ? mean.integers("axes").equals(List.of(-1L))
                : graph.constant(mean.input(1)).number() == -1;
        return lastAxis && mean.integer("keepdims", 1) == 1 ? mean.input(0) : "";
    }

    /** As a power or a product. Some exports center twice, once for the quotient and once for this. */
    private static boolean squareOf(Graph graph, String value, Node centered) {
        Node square = graph.producer(value);
        boolean squares = square.is("Pow") && graph.constant(square.input(1)).number() == 2
                || square.is("Mul") && square.input(0).equals(square.input(1));
        Node base = graph.producer(square.input(0), "Sub");
        return squares && base.inputs().equals(centered.inputs());
    }

    String output() {
        return last.output();
    }
}
