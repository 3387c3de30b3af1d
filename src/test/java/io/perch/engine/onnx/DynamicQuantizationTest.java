package io.perch.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.TinyModels;
import io.perch.testing.TinyOnnx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicQuantizationTest {

    private static final int WINDOW = 1 << 20;

    @TempDir
    Path dir;

    @Test
    void isSeenInANetworkThatHasIt() throws IOException {
        assertThat(found(TinyOnnx.dynamicInt8(TinyModels.VECTORS).toBytes())).isTrue();
        assertThat(found(TinyOnnx.lookup(TinyModels.VECTORS).toBytes())).isFalse();
    }

    @Test
    void isSeenWhereverItLies() throws IOException {
        for (int before : new int[] {0, 1, 14, 15, WINDOW - 20, WINDOW - 14, WINDOW - 1, WINDOW, 2 * WINDOW - 7}) {
            assertThat(found(afterZeros(before, "DynamicQuantizeLinear"))).as("after %d bytes", before).isTrue();
        }
    }

    @Test
    void isNotSeenInPieces() throws IOException {
        assertThat(found(afterZeros(WINDOW - 7, "DynamicQuantiz"))).isFalse();
        assertThat(found(new byte[0])).isFalse();
    }

    private boolean found(byte[] bytes) throws IOException {
        return DynamicQuantization.in(Files.write(dir.resolve("model.onnx"), bytes));
    }

    private static byte[] afterZeros(int count, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[count]);
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }
}
