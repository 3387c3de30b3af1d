package io.perch.engine.fusion;

import io.perch.engine.fusion.Graph.Operands;
import java.util.List;
import java.util.Optional;

/**
 * A dense layer whose result is cut into attention heads: {@code x [batch][n][in]} times {@code weight [in][out]} plus
 * {@code bias [out]}, seen as {@code [batch][heads][n][headSize]} or with the last two axes swapped.
 *
 * @param weight name of a constant, as is {@code bias}
 */
record Heads(String input, String weight, String bias, int heads, int headSize) {

    static final List<Long> BY_HEAD = List.of(0L, 2L, 1L, 3L);
    private static final List<Long> BY_HEAD_TRANSPOSED = List.of(0L, 2L, 3L, 1L);
    private static final List<Long> LAST_TWO_SWAPPED = List.of(0L, 1L, 3L, 2L);

    /** Of queries and values. */
    static Optional<Heads> of(Graph graph, String value) {
        return of(graph, graph.producer(value, "Transpose"), BY_HEAD);
    }

    /** Of keys, in one transposition or two. */
    static Optional<Heads> transposed(Graph graph, String value) {
        Node transpose = graph.producer(value, "Transpose");
        return transpose.integers("perm").equals(LAST_TWO_SWAPPED) ? of(graph, transpose.input(0))
                : of(graph, transpose, BY_HEAD_TRANSPOSED);
    }

    private static Optional<Heads> of(Graph graph, Node transpose, List<Long> permutation) {
        Node reshape = graph.producer(transpose.input(0), "Reshape");
        Operands sum = graph.operands(graph.producer(reshape.input(0), "Add"));
        Node product = graph.producer(sum.value(), "MatMul");
        List<Long> weight = graph.constant(product.input(1)).dims();
        if (!transpose.integers("perm").equals(permutation) || weight.size() != 2) {
            return Optional.empty();
        }
        Heads found = cut(product, sum.constant(), Shapes.of(graph, reshape.input(1)), weight.get(1));
        return Optional.of(found).filter(heads -> heads.fits(graph, weight));
    }

    /** One of the two lengths may be {@code -1}, which is what remains. */
    private static Heads cut(Node product, String bias, List<Long> shape, long width) {
        long heads = shape.size() == 4 ? shape.get(2) : 0;
        long size = shape.size() == 4 ? shape.get(3) : 0;
        if (heads == -1 && size > 0) {
            heads = width / size;
        } else if (size == -1 && heads > 0) {
            size = width / heads;
        }
        return new Heads(product.input(0), product.input(1), bias, Math.clamp(heads, 0, Integer.MAX_VALUE),
                Math.clamp(size, 0, Integer.MAX_VALUE));
    }

    private boolean fits(Graph graph, List<Long> weightDims) {
        return heads > 0 && (long) heads * headSize == weightDims.get(1)
                && graph.constant(weight).holdsFloats(weightDims.get(0), weightDims.get(1))
                && graph.constant(bias).holdsFloats(weightDims.get(1));
    }

    int width() {
        return heads * headSize;
    }

    /** Whether the two are cut alike and read the same. */
    boolean beside(Graph graph, Heads other) {
        return input.equals(other.input) && heads == other.heads && headSize == other.headSize
                && graph.constant(weight).dims().equals(graph.constant(other.weight).dims());
    }
}
