package io.perch.engine.fusion;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mask made from an input {@code [batch][n]} of ones and zeros.
 *
 * @param filter what is added to the scores of a zero; nothing is added to those of a one
 */
record AttentionMask(String input, float filter) {

    /** What is this small takes no part in a softmax. */
    private static final double NEGLIGIBLE = -1000;

    /** A mask to be added to scores. */
    static Optional<AttentionMask> added(Graph graph, String mask, int headSize) {
        String input = origin(graph, mask);
        Element one = new Element(graph, Map.of(input, 1.0), headSize);
        Element zero = new Element(graph, Map.of(input, 0.0), headSize);
        boolean matches = one.of(mask) == 0 && zero.of(mask) < NEGLIGIBLE
                && one.insertedAxes().equals(Set.of(1L, 2L)) && zero.insertedAxes().equals(Set.of(1L, 2L));
        return matches ? Optional.of(of(input, zero.of(mask))) : Optional.empty();
    }

    /** A condition under which scores are replaced by a constant: true for a zero. */
    static Optional<AttentionMask> replacing(Graph graph, String condition, double filter) {
        String input = origin(graph, condition);
        Element one = new Element(graph, Map.of(input, 1.0), 0);
        Element zero = new Element(graph, Map.of(input, 0.0), 0);
        boolean matches = one.of(condition) == 0 && zero.of(condition) == 1 && filter < NEGLIGIBLE
                && zero.insertedAxes().equals(Set.of(1L, 2L));
        return matches ? Optional.of(of(input, filter)) : Optional.empty();
    }

    /** Minus infinity would make NaN of a text without a one. */
    private static AttentionMask of(String input, double filter) {
        return new AttentionMask(input, (float) Math.max(filter, -Float.MAX_VALUE));
    }

    /** The input of the graph at the upper end of the first operands that are computed; empty when none. */
    private static String origin(Graph graph, String value) {
        String at = value;
        for (int distance = 0; distance < Graph.FARTHEST && !graph.isInput(at); distance++) {
            at = graph.producer(at).inputs().stream().filter(operand -> !graph.isConstant(operand)).findFirst().orElse("");
        }
        return graph.isInput(at) ? at : "";
    }
}
