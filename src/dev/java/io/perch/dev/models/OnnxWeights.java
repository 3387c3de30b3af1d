package io.perch.dev.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The initializers of an ONNX file, by name. Field numbers are those of onnx.proto3. */
final class OnnxWeights {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_DIMS = 1;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW = 9;

    /** Little-endian bytes, row-major over {@code dims}. */
    record Weight(List<Long> dims, byte[] bytes) {

        /** {@code [rows][columns]} of float32 to {@code [columns][rows]}. */
        Weight transposed() {
            int rows = dims.get(0).intValue();
            int columns = dims.get(1).intValue();
            ByteBuffer from = ByteBuffer.wrap(bytes);
            ByteBuffer to = ByteBuffer.allocate(bytes.length);
            for (int column = 0; column < columns; column++) {
                for (int row = 0; row < rows; row++) {
                    to.putInt(from.getInt((row * columns + column) * Float.BYTES));
                }
            }
            return new Weight(dims.reversed(), to.array());
        }
    }

    private final Map<String, Weight> weights = new HashMap<>();

    OnnxWeights(byte[] model) {
        fields(ByteBuffer.wrap(model), (field, graph) -> {
            if (field == MODEL_GRAPH) {
                fields(graph, this::initializer);
            }
        });
    }

    Weight named(String name) {
        Weight weight = weights.get(name);
        if (weight == null) {
            throw new AssertionError("There is no initializer " + name);
        }
        return weight;
    }

    private void initializer(int field, ByteBuffer tensor) {
        if (field != GRAPH_INITIALIZER) {
            return;
        }
        List<Long> dims = new ArrayList<>();
        Map<Integer, byte[]> parts = new HashMap<>();
        fields(tensor, (part, value) -> {
            if (part == TENSOR_DIMS) {
                while (value.hasRemaining()) {
                    dims.add(number(value));
                }
            } else {
                parts.put(part, bytes(value));
            }
        });
        if (parts.containsKey(TENSOR_RAW)) {
            weights.put(new String(parts.get(TENSOR_NAME), StandardCharsets.UTF_8), new Weight(dims, parts.get(TENSOR_RAW)));
        }
    }

    private interface Field {

        void read(int number, ByteBuffer value);
    }

    /** Of one message; a plain number is handed on as its bytes. */
    private static void fields(ByteBuffer message, Field field) {
        while (message.hasRemaining()) {
            long tag = number(message);
            int wire = (int) (tag & 7);
            int start = message.position();
            int length = switch (wire) {
                case 0 -> {
                    number(message);
                    int digits = message.position() - start;
                    message.position(start);
                    yield digits;
                }
                case 1 -> Long.BYTES;
                case 2 -> (int) number(message);
                case 5 -> Integer.BYTES;
                default -> throw new AssertionError("Wire type " + wire);
            };
            ByteBuffer value = message.slice(message.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            message.position(message.position() + length);
            field.read((int) (tag >>> 3), value);
        }
    }

    private static long number(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = from.get();
            number |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return number;
            }
        }
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }
}
