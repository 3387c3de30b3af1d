package io.perch.engine.fusion;

import java.util.Arrays;
import java.util.List;

/** What is known of a shape that a graph computes while it runs. */
final class Shapes {

    /** A length that depends on the input. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private Shapes() {
    }

    /** The lengths a {@code Reshape} asks for, {@link #UNKNOWN} where computed; empty when not even their count is known. */
    static List<Long> of(Graph graph, String shape) {
        if (graph.isConstant(shape)) {
            return Arrays.stream(graph.constant(shape).numbers()).mapToObj(length -> (long) length).toList();
        }
        return graph.producer(shape, "Concat").inputs().stream().map(part -> length(graph, part)).toList();
    }

    private static long length(Graph graph, String part) {
        double number = graph.constant(part).number();
        return Double.isNaN(number) ? UNKNOWN : (long) number;
    }

    /** Inserted axes: an attribute up to opset 12, an input from 13 on. */
    static List<Long> axes(Graph graph, Node node) {
        return node.inputs().size() == 1 ? node.integers("axes")
                : Arrays.stream(graph.constant(node.input(1)).numbers()).mapToObj(axis -> (long) axis).toList();
    }
}
