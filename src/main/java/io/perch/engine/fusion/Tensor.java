package io.perch.engine.fusion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A constant of a graph. Field numbers are those of TensorProto.
 *
 * @param data little-endian, row-major; a slice of the model file. {@code null} when it lies in another file (external data)
 *             or in a form that no fusion reads
 */
record Tensor(List<Long> dims, int type, ByteBuffer data) {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final Tensor NONE = new Tensor(List.of(), 0, null);

    private static final int INT32 = 6;
    static final int BOOL = 9;
    private static final int DOUBLE = 11;
    private static final int EXTERNAL = 1;

    /** Longer ones are weights; nothing asks for the single numbers of those. */
    private static final int MOST_NUMBERS = 1 << 17;

    static Tensor read(Message message) {
        int type = (int) message.number(2);
        return new Tensor(message.numbers(1), type, message.number(14) == EXTERNAL ? null : data(message, type));
    }

    static String name(Message message) {
        return message.text(8);
    }

    /** In {@code raw_data}, or in the field of its type. */
    private static ByteBuffer data(Message message, int type) {
        if (message.has(9)) {
            return message.bytes(9);
        }
        return switch (type) {
            case FLOAT -> message.bytes(4);
            case DOUBLE -> message.bytes(10);
            case INT64 -> longs(message.numbers(7));
            case INT32 -> ints(message.numbers(5));
            case BOOL -> bools(message.numbers(5));
            default -> null;
        };
    }

    private static ByteBuffer longs(List<Long> numbers) {
        ByteBuffer data = ByteBuffer.allocate(numbers.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(data::putLong);
        return data.flip();
    }

    private static ByteBuffer ints(List<Long> numbers) {
        ByteBuffer data = ByteBuffer.allocate(numbers.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(number -> data.putInt(number.intValue()));
        return data.flip();
    }

    private static ByteBuffer bools(List<Long> numbers) {
        ByteBuffer data = ByteBuffer.allocate(numbers.size());
        numbers.forEach(number -> data.put(number.byteValue()));
        return data.flip();
    }

    long elements() {
        return dims.stream().reduce(1L, Math::multiplyExact);
    }

    /** 32-bit floating point of this rank, its numbers at hand or in another file. */
    boolean isFloats(int rank) {
        return type == FLOAT && dims.size() == rank;
    }

    /** 32-bit floating point of exactly these dimensions, with all its numbers in the model file. */
    boolean holdsFloats(long... wanted) {
        return type == FLOAT && data != null && dims.equals(Arrays.stream(wanted).boxed().toList())
                && data.remaining() == elements() * Float.BYTES;
    }

    /** Of a matrix: the bytes of one row. */
    ByteBuffer row(int index) {
        int bytes = data.remaining() / dims.getFirst().intValue();
        return data.slice(data.position() + index * bytes, bytes);
    }

    /** Empty for weights, for types without single numbers, and when the data is not at hand. */
    double[] numbers() {
        int width = width();
        if (data == null || width == 0 || elements() > MOST_NUMBERS || data.remaining() != elements() * width) {
            return new double[0];
        }
        return DoubleStream.iterate(0, at -> at + width).limit(elements()).map(at -> at((int) at)).toArray();
    }

    /** The one number that it holds; NaN when it holds several or none. */
    double number() {
        double[] numbers = elements() == 1 ? numbers() : new double[0];
        return numbers.length == 1 ? numbers[0] : Double.NaN;
    }

    private int width() {
        return switch (type) {
            case FLOAT, INT32 -> 4;
            case INT64, DOUBLE -> 8;
            case BOOL -> 1;
            default -> 0;
        };
    }

    private double at(int offset) {
        ByteBuffer in = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int position = data.position() + offset;
        return switch (type) {
            case FLOAT -> in.getFloat(position);
            case INT32 -> in.getInt(position);
            case INT64 -> in.getLong(position);
            case DOUBLE -> in.getDouble(position);
            default -> in.get(position);
        };
    }
}
