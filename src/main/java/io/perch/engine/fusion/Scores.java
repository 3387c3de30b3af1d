package io.perch.engine.fusion;

import io.perch.engine.fusion.Graph.Operands;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What goes into the softmax of an attention: {@code queries · keys * scale + bias}, where the mask says so.
 *
 * @param mask {@code null} when every token is attended to
 * @param bias name of the value added, {@code [1 or batch][heads][n][n]}; the empty text when there is none
 */
record Scores(Heads queries, Heads keys, double scale, AttentionMask mask, String bias) {

    static Optional<Scores> of(Graph graph, String value, int headSize) {
        Masked masked = masked(graph, value, headSize);
        Node sum = graph.producer(masked.scores, "Add");
        return product(graph, masked.scores, headSize, masked.mask, "")
                .or(() -> biased(graph, sum.input(0), sum.input(1), headSize, masked.mask))
                .or(() -> biased(graph, sum.input(1), sum.input(0), headSize, masked.mask));
    }

    private static Optional<Scores> biased(Graph graph, String scores, String bias, int headSize, AttentionMask mask) {
        return ofPositions(graph, bias, new HashSet<>(), 0) ? product(graph, scores, headSize, mask, bias) : Optional.empty();
    }

    /** The same for every text of a length. What depends on the texts is a mask of a form that is not known. */
    private static boolean ofPositions(Graph graph, String value, Set<String> seen, int distance) {
        Node producer = graph.producer(value);
        if (value.isEmpty() || producer.is("Shape") || graph.isConstant(value) || !seen.add(value)) {
            return true;
        }
        return producer != Node.NONE && distance < Graph.FARTHEST
                && producer.inputs().stream().allMatch(operand -> ofPositions(graph, operand, seen, distance + 1));
    }

    private record Masked(String scores, AttentionMask mask) {
    }

    private static Masked masked(Graph graph, String value, int headSize) {
        Node last = graph.producer(value);
        Optional<Masked> masked = Optional.empty();
        if (last.is("Add")) {
            masked = added(graph, last.input(0), last.input(1), headSize)
                    .or(() -> added(graph, last.input(1), last.input(0), headSize));
        } else if (last.is("Where")) {
            masked = AttentionMask.replacing(graph, last.input(0), graph.constant(last.input(1)).number())
                    .map(mask -> new Masked(last.input(2), mask));
        }
        return masked.orElse(new Masked(value, null));
    }

    private static Optional<Masked> added(Graph graph, String scores, String mask, int headSize) {
        return AttentionMask.added(graph, mask, headSize).map(found -> new Masked(scores, found));
    }

    private static Optional<Scores> product(Graph graph, String value, int headSize, AttentionMask mask, String bias) {
        Scaled scores = scaled(graph, value, headSize);
        Node product = graph.producer(scores.value, "MatMul");
        Scaled left = scaled(graph, product.input(0), headSize);
        Scaled right = scaled(graph, product.input(1), headSize);
        double scale = scores.factor * left.factor * right.factor;
        return Heads.of(graph, left.value).flatMap(queries -> Heads.transposed(graph, right.value)
                .map(keys -> new Scores(queries, keys, scale, mask, bias)));
    }

    /** {@code value * factor}. */
    private record Scaled(String value, double factor) {
    }

    private static Scaled scaled(Graph graph, String value, int headSize) {
        Node node = graph.producer(value);
        if (node.is("Mul")) {
            OptionalDouble second = factor(graph, node.input(1), headSize);
            OptionalDouble first = factor(graph, node.input(0), headSize);
            return second.isPresent() ? new Scaled(node.input(0), second.getAsDouble())
                    : first.isPresent() ? new Scaled(node.input(1), first.getAsDouble()) : new Scaled(value, 1);
        }
        OptionalDouble divisor = node.is("Div") ? factor(graph, node.input(1), headSize) : OptionalDouble.empty();
        return divisor.isPresent() ? new Scaled(node.input(0), 1 / divisor.getAsDouble()) : new Scaled(value, 1);
    }

    /** Given as a constant, or computed from the size of a head. */
    private static OptionalDouble factor(Graph graph, String value, int headSize) {
        double factor = new Element(graph, Map.of(), headSize).of(value);
        return Double.isNaN(factor) ? OptionalDouble.empty() : OptionalDouble.of(factor);
    }
}
