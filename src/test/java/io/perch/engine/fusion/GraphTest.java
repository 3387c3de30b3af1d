package io.perch.engine.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.TinyBert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {

    private static final int GRAPH = 7;

    @TempDir
    Path dir;

    @Test
    void whatIsLeftAloneIsWrittenByteForByte() throws IOException {
        ByteBuffer graph = graph(new TinyBert().toBytes());

        assertThat(written(Graph.read(Message.of(graph)).bytes())).isEqualTo(bytes(graph));
    }

    @Test
    void whatNothingReadsIsLeftOut() {
        Graph graph = Graph.read(Message.of(graph(new TinyBert().toBytes())));
        Node last = graph.producer("last_hidden_state");

        graph.replace(last, Node.onnx("Identity", List.of("input_ids"), List.of("last_hidden_state")));

        Message left = Message.of(ByteBuffer.wrap(written(graph.bytes())));
        assertThat(left.all(1)).hasSize(1);
        assertThat(left.all(5)).isEmpty();
        assertThat(left.all(11)).hasSize(3);
    }

    /** The body of an If reads {@code w}, which nothing else does. */
    @Test
    void whatABranchReadsStays() {
        Rope branch = new Rope().message(1, Node.onnx("Identity", List.of("w"), List.of("inner")).bytes())
                .message(12, new Rope().text(1, "inner"));
        Rope choice = new Rope().text(1, "yes").text(2, "out").text(4, "If")
                .message(5, new Rope().text(1, "then_branch").message(6, branch).number(20, 5));
        Rope graph = new Rope().message(1, choice).message(5, new Rope().number(1, 1).number(2, 1).text(8, "w"))
                .message(12, new Rope().text(1, "out"));

        Graph read = Graph.read(Message.of(ByteBuffer.wrap(written(graph))));

        assertThat(read.consumers("w")).hasSize(1);
        assertThat(written(read.bytes())).isEqualTo(written(graph));
    }

    @Test
    void readsNumbersInWhicheverFieldTheyAre() {
        Rope varints = new Rope().raw(ByteBuffer.wrap(new byte[] {5, 7}));
        Rope packed = new Rope().number(1, 2).number(2, Tensor.INT64).message(7, varints);
        Rope single = new Rope().number(1, 2).number(2, Tensor.INT64).number(7, 5).number(7, 7);

        assertThat(tensor(packed).numbers()).containsExactly(5, 7);
        assertThat(tensor(single).numbers()).containsExactly(5, 7);
        assertThat(tensor(new Rope().number(2, Tensor.FLOAT).message(4, floats(2.5f))).number()).isEqualTo(2.5);
        assertThat(tensor(new Rope().number(2, Tensor.FLOAT).message(9, floats(2.5f))).number()).isEqualTo(2.5);
    }

    @Test
    void weightsInAnotherFileAreNotAtHand() {
        Tensor external = tensor(new Rope().number(1, 4).number(2, Tensor.FLOAT).number(14, 1)
                .message(13, new Rope().text(1, "location").text(2, "weights")));

        assertThat(external.holdsFloats(4)).isFalse();
        assertThat(external.isFloats(1)).isTrue();
        assertThat(external.numbers()).isEmpty();
    }

    private static Rope floats(float number) {
        byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(number).array();
        return new Rope().raw(ByteBuffer.wrap(bytes));
    }

    private Tensor tensor(Rope content) {
        return Tensor.read(Message.of(ByteBuffer.wrap(written(content))));
    }

    private static ByteBuffer graph(byte[] model) {
        return Message.of(ByteBuffer.wrap(model)).bytes(GRAPH);
    }

    private byte[] written(Rope rope) {
        Path file = dir.resolve("written");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            rope.writeTo(out);
            byte[] bytes = Files.readAllBytes(file);
            assertThat(bytes).hasSize((int) rope.size());
            return bytes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
