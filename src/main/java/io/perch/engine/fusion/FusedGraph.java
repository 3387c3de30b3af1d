package io.perch.engine.fusion;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** An ONNX file with fewer and bigger operators, made from another. Field numbers are those of ModelProto. */
public final class FusedGraph {

    private static final int GRAPH = 7;
    private static final int OPERATOR_SET = 8;
    private static final String MICROSOFT = "com.microsoft";

    private FusedGraph() {
    }

    /**
     * Reads {@code plain}, writes {@code target}. Weights go from one file to the other without passing through the heap. Those
     * that lie in files of their own (external data) stay there: the two must be in one folder.
     *
     * @param target a file that does not exist; nothing is left there when this throws
     * @throws PerchException OPTIMIZATION_REFUSED when there is nothing to fuse, when the network is quantized, when the file
     *                        would have 2 GiB or more; ENGINE_REFUSED_MODEL when it is no ONNX file; DISK_SHORT
     */
    public static Fusions write(Path plain, Path target) {
        try (FileChannel file = FileChannel.open(plain)) {
            refuseHuge(file.size());
            Message model = parsed(plain, file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
            Graph graph = graph(plain, model);
            refuseQuantized(graph);
            Fusions fusions = fused(graph);
            write(bytes(model, graph), target);
            return fusions;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Protobuf ends there, and so does ONNX: more weights than that are external data. */
    private static void refuseHuge(long size) {
        if (size > Integer.MAX_VALUE) {
            throw refused("the graph would have " + size + " bytes and ONNX files end at " + Integer.MAX_VALUE,
                    "keep the weights in a file of their own (external data)");
        }
    }

    private static Message parsed(Path file, ByteBuffer bytes) {
        try {
            return Message.of(bytes);
        } catch (BufferUnderflowException | IllegalArgumentException damaged) {
            throw unreadable(file, damaged);
        }
    }

    private static Graph graph(Path file, Message model) {
        try {
            return Graph.read(Optional.ofNullable(model.bytes(GRAPH)).map(Message::of)
                    .orElseThrow(() -> new IllegalArgumentException("no graph")));
        } catch (BufferUnderflowException | IllegalArgumentException damaged) {
            throw unreadable(file, damaged);
        }
    }

    private static PerchException unreadable(Path file, RuntimeException damaged) {
        return new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, file.getFileName() + " is no ONNX file: "
                + damaged.getMessage(), "check that the file is a complete ONNX model which onnxruntime itself opens", damaged);
    }

    /** Its scales were chosen for, or are chosen from, the numbers of the plain graph to the last bit. */
    private static void refuseQuantized(Graph graph) {
        Optional<String> found = graph.operators().filter(FusedGraph::quantizes).findFirst();
        if (found.isPresent()) {
            throw refused("the network is quantized (" + found.get() + "), and fusing it would move its rounding",
                    "register it without graph_optimization, or the float32 network with it");
        }
    }

    private static boolean quantizes(String operator) {
        return operator.contains("QuantizeLinear") || operator.contains("Integer") || operator.contains("QLinear")
                || operator.contains("Quantized") || operator.contains("DynamicQuantize") || operator.contains("NBits")
                || operator.endsWith(":QAttention");
    }

    private static Fusions fused(Graph graph) {
        Fusions fusions = new Fusions(Attentions.fuse(graph), SkipLayerNorms.fuse(graph), Embeddings.fuse(graph));
        if (fusions.none()) {
            throw refused("the graph has no attention, residual layer norm or embedding of the forms that are known",
                    "register it without graph_optimization");
        }
        return fusions;
    }

    private static Rope bytes(Message model, Graph graph) {
        Rope bytes = new Rope();
        model.fields().stream().filter(field -> field.number() != GRAPH).forEach(field -> bytes.raw(field.whole()));
        if (model.all(OPERATOR_SET).noneMatch(set -> set.message().text(1).equals(MICROSOFT))) {
            bytes.message(OPERATOR_SET, new Rope().text(1, MICROSOFT).number(2, 1));
        }
        bytes.message(GRAPH, graph.bytes());
        refuseHuge(bytes.size());
        return bytes;
    }

    private static void write(Rope bytes, Path target) throws IOException {
        long free = Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace();
        if (free < bytes.size()) {
            throw new PerchException(ErrorCode.DISK_SHORT, "The fused graph needs " + bytes.size() + " bytes of disk while it is"
                    + " loaded, and " + free + " are free", "give the cache a larger disk");
        }
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            bytes.writeTo(file);
        } catch (IOException failure) {
            Files.deleteIfExists(target);
            throw failure;
        }
    }

    private static PerchException refused(String reason, String hint) {
        return new PerchException(ErrorCode.OPTIMIZATION_REFUSED, "graph_optimization: fused was refused: " + reason, hint);
    }
}
