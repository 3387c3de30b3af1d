package io.perch.engine.fusion;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Computes one element of a value by hand, through operators that treat every element alike: what becomes of a 1 and of a 0
 * in the attention mask, or by what scores are divided.
 */
final class Element {

    private static final long TO_THE_END = Integer.MAX_VALUE;

    private final Graph graph;
    private final Map<String, Double> known;
    private final double headSize;
    private int distance;
    private final Set<Long> insertedAxes = new HashSet<>();

    /**
     * @param known    elements of values that the graph does not tell
     * @param headSize of the attention around it: the last length of the values whose shape is asked for
     */
    Element(Graph graph, Map<String, Double> known, int headSize) {
        this.graph = graph;
        this.known = new HashMap<>(known);
        this.headSize = headSize;
    }

    /** The axes put into what was computed so far. */
    Set<Long> insertedAxes() {
        return insertedAxes;
    }

    /** NaN when it cannot be told. */
    double of(String value) {
        if (!known.containsKey(value)) {
            distance++;
            known.put(value, graph.isConstant(value) ? graph.constant(value).number()
                    : distance > Graph.FARTHEST ? Double.NaN : computed(graph.producer(value)));
            distance--;
        }
        return known.get(value);
    }

    private double computed(Node node) {
        return switch (node.operator()) {
            case "Add" -> of(node.input(0)) + of(node.input(1));
            case "Sub" -> of(node.input(0)) - of(node.input(1));
            case "Mul" -> of(node.input(0)) * of(node.input(1));
            case "Div" -> of(node.input(0)) / of(node.input(1));
            case "Sqrt" -> Math.sqrt(of(node.input(0)));
            case "Equal" -> truth(of(node.input(0)) - of(node.input(1)), 1, 0);
            case "Not" -> truth(of(node.input(0)), 1, 0);
            case "Where" -> where(node);
            case "Cast" -> cast(node);
            case "Unsqueeze" -> unsqueezed(node);
            case "Reshape" -> reshaped(node);
            case "Slice" -> sliced(node);
            case "Identity", "Expand" -> of(node.input(0));
            default -> Double.NaN;
        };
    }

    private static double truth(double number, double whenZero, double otherwise) {
        return Double.isNaN(number) ? number : number == 0 ? whenZero : otherwise;
    }

    private double where(Node node) {
        double condition = of(node.input(0));
        return Double.isNaN(condition) ? condition : of(node.input(condition == 0 ? 2 : 1));
    }

    private double cast(Node node) {
        double number = of(node.input(0));
        return node.integer("to", 0) == Tensor.BOOL ? truth(number, 0, 1) : number;
    }

    private double unsqueezed(Node node) {
        insertedAxes.addAll(Shapes.axes(graph, node));
        return of(node.input(0));
    }

    /** {@code [batch][n]} to {@code [batch][1][1][n]}. */
    private double reshaped(Node node) {
        var shape = Shapes.of(graph, node.input(1));
        boolean isUnsqueeze = shape.size() == 4 && shape.get(1) == 1 && shape.get(2) == 1;
        insertedAxes.addAll(isUnsqueeze ? Set.of(1L, 2L) : Set.of());
        return isUnsqueeze ? of(node.input(0)) : Double.NaN;
    }

    /** All of it, as {@code [:, None, None, :]} is exported; or the last length of a shape. */
    private double sliced(Node node) {
        double start = graph.constant(node.input(1)).number();
        double end = graph.constant(node.input(2)).number();
        if (end < TO_THE_END) {
            return Double.NaN;
        }
        return start == -1 && graph.producer(node.input(0)).is("Shape") ? headSize : start == 0 ? of(node.input(0)) : Double.NaN;
    }
}
