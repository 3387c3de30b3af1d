package io.perch.engine.fusion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sum of the vectors of words, positions and, if there are any, token types, with the layer normalization behind it, becomes
 * one {@code EmbedLayerNormalization}.
 */
final class Embeddings {

    private static final int INT32 = 6;
    private static final String WORDS = "input_ids";
    private static final String TYPES = "token_type_ids";

    private Embeddings() {
    }

    /** How many there were: none or one. */
    static int fuse(Graph graph) {
        for (LayerNorm norm : LayerNorm.all(graph)) {
            Optional<Sum> sum = sum(graph, norm.input());
            if (sum.isPresent()) {
                graph.replace(norm.last(), fused(graph, norm, sum.get()));
                return 1;
            }
        }
        return 0;
    }

    /** A vector looked up for each of {@code ids [batch][n]} in {@code table [count][dim]}. */
    private record Lookup(String table, String ids) {
        static final Lookup NONE = new Lookup("", "");
    }

    private record Sum(Lookup words, Lookup positions, Lookup types) {
    }

    private static Optional<Sum> sum(Graph graph, String value) {
        List<Lookup> parts = new ArrayList<>();
        if (!collect(graph, value, parts)) {
            return Optional.empty();
        }
        Map<String, Lookup> byIds = new HashMap<>();
        parts.forEach(part -> byIds.put(part.ids, part));
        Lookup words = byIds.remove(WORDS);
        Lookup types = Optional.ofNullable(byIds.remove(TYPES)).orElse(Lookup.NONE);
        boolean matches = words != null && byIds.size() == 1 && parts.size() == (types == Lookup.NONE ? 2 : 3)
                && graph.isInput(WORDS) && (types == Lookup.NONE || graph.isInput(TYPES));
        return matches ? Optional.of(new Sum(words, byIds.values().iterator().next(), types)) : Optional.empty();
    }

    /** False when the sum has parts that are no lookups. */
    private static boolean collect(Graph graph, String value, List<Lookup> parts) {
        Node node = graph.producer(value);
        if (node.is("Add") && parts.size() < 3) {
            return collect(graph, node.input(0), parts) && collect(graph, node.input(1), parts);
        }
        parts.add(new Lookup(node.input(0), node.input(1)));
        return node.is("Gather") && node.integer("axis", 0) == 0 && graph.constant(node.input(0)).isFloats(2);
    }

    private static Node[] fused(Graph graph, LayerNorm norm, Sum sum) {
        Node words = cast(sum.words.ids, norm);
        Optional<Node> types = Optional.of(sum.types).filter(part -> part != Lookup.NONE).map(part -> cast(part.ids, norm));
        Optional<Node> positions = Optional.of(sum.positions).filter(part -> !countsUp(graph, part))
                .map(part -> cast(part.ids, norm));
        Node last = Node.microsoft("EmbedLayerNormalization", List.of(words.output(), types.map(Node::output).orElse(""),
                sum.words.table, sum.positions.table, sum.types.table, norm.scale(), norm.bias(), "",
                positions.map(Node::output).orElse("")), List.of(norm.output(), norm.output() + "/mask"),
                Node.attribute("epsilon", norm.epsilon()));
        return Stream.of(Optional.of(words), types, positions, Optional.of(last)).flatMap(Optional::stream).toArray(Node[]::new);
    }

    private static Node cast(String ids, LayerNorm norm) {
        return Node.onnx("Cast", List.of(ids), List.of(norm.output() + "/" + ids), Node.attribute("to", INT32));
    }

    /** Positions 0, 1, 2… cut from a constant: what the fused operator takes without being told. */
    private static boolean countsUp(Graph graph, Lookup positions) {
        Node slice = graph.producer(positions.ids, "Slice");
        double[] all = graph.constant(slice.input(0)).numbers();
        return all.length > 0 && graph.constant(slice.input(1)).number() == 0 && graph.constant(slice.input(3)).number() == 1
                && IntStream.range(0, all.length).allMatch(i -> all[i] == i);
    }
}
