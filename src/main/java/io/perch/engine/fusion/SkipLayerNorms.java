package io.perch.engine.fusion;

import io.perch.engine.fusion.Graph.Operands;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A residual connection with the layer normalization behind it, and the bias of the dense layer before it, become one
 * {@code SkipLayerNormalization}: {@code LayerNorm(dense + bias + residual)}.
 */
final class SkipLayerNorms {

    private static final String OPERATOR = "SkipLayerNormalization";

    /** Of a layer normalization, those that read what it normalizes. */
    private static final Set<String> PARTS = Set.of("ReduceMean", "Sub", "LayerNormalization");

    private SkipLayerNorms() {
    }

    /** How many there were. */
    static int fuse(Graph graph) {
        int fused = 0;
        for (LayerNorm norm : LayerNorm.all(graph)) {
            Node sum = graph.producer(norm.input(), "Add");
            if (isResidual(graph, sum)) {
                graph.replace(norm.last(), fused(graph, norm, sum));
                fused++;
            }
        }
        return fused;
    }

    /**
     * Two computed values whose sum only the normalization reads; and no embeddings, of which some are the same for the whole
     * batch.
     */
    private static boolean isResidual(Graph graph, Node sum) {
        return sum.inputs().size() == 2 && !graph.isOutput(sum.output())
                && sum.inputs().stream().noneMatch(value -> graph.isConstant(value) || graph.producer(value).is("Gather"))
                && graph.consumers(sum.output()).stream().map(Node::operator).allMatch(PARTS::contains);
    }

    private static Node fused(Graph graph, LayerNorm norm, Node sum) {
        Dense dense = dense(graph, sum.input(0)).or(() -> dense(graph, sum.input(1)))
                .orElse(new Dense(sum.input(0), sum.input(0), ""));
        String skip = sum.input(0).equals(dense.sum) ? sum.input(1) : sum.input(0);
        List<String> inputs = dense.bias.isEmpty() ? List.of(dense.product, skip, norm.scale(), norm.bias())
                : List.of(dense.product, skip, norm.scale(), norm.bias(), dense.bias);
        return Node.microsoft(OPERATOR, inputs, List.of(norm.output()), Node.attribute("epsilon", norm.epsilon()));
    }

    /** {@code sum = product + bias}. */
    private record Dense(String sum, String product, String bias) {
    }

    private static Optional<Dense> dense(Graph graph, String sum) {
        Operands operands = graph.operands(graph.producer(sum, "Add"));
        boolean matches = graph.producer(operands.value()).is("MatMul") && graph.constant(operands.constant()).isFloats(1)
                && graph.onlyConsumer(sum, "Add") != Node.NONE;
        return matches ? Optional.of(new Dense(sum, operands.value(), operands.constant())) : Optional.empty();
    }
}
