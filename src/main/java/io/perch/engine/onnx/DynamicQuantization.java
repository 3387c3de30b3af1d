package io.perch.engine.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds networks that choose their int8 scale while running, by the name of the operators that do it. */
final class DynamicQuantization {

    /** Of DynamicQuantizeLinear, and of onnxruntime's own DynamicQuantizeMatMul and DynamicQuantizeLSTM. */
    private static final byte[] OPERATOR = "DynamicQuantize".getBytes(StandardCharsets.US_ASCII);
    private static final int WINDOW = 1 << 20;

    private DynamicQuantization() {
    }

    /** Reads the file once, a window at a time. */
    static boolean in(Path file) {
        ByteBuffer window = ByteBuffer.allocate(WINDOW);
        try (FileChannel bytes = FileChannel.open(file)) {
            while (bytes.read(window) >= 0) {
                if (contains(window.array(), window.position())) {
                    return true;
                }
                keepTail(window);
            }
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The name may lie across two windows. */
    private static void keepTail(ByteBuffer window) {
        int end = window.position();
        window.position(Math.max(0, end - OPERATOR.length + 1)).limit(end);
        window.compact();
    }

    /** Horspool's search: mostly looks at every fifteenth byte. */
    private static boolean contains(byte[] text, int length) {
        int[] skip = skips();
        int last = OPERATOR.length - 1;
        for (int start = 0; start + last < length; start += skip[text[start + last] & 0xFF]) {
            if (Arrays.equals(text, start, start + OPERATOR.length, OPERATOR, 0, OPERATOR.length)) {
                return true;
            }
        }
        return false;
    }

    private static int[] skips() {
        int[] skip = new int[256];
        Arrays.fill(skip, OPERATOR.length);
        for (int i = 0; i < OPERATOR.length - 1; i++) {
            skip[OPERATOR[i] & 0xFF] = OPERATOR.length - 1 - i;
        }
        return skip;
    }
}
