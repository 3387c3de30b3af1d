package io.perch.engine.fusion;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A protobuf message as its fields, in the order of the file. Bytes are slices of the file, never copies.
 * Throws {@link java.nio.BufferUnderflowException} or {@link IllegalArgumentException} where the bytes are no message.
 */
record Message(List<Field> fields) {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    /**
     * @param value of a varint or a fixed one, as bits; 0 for the others
     * @param bytes the content of a length-delimited one; {@code null} for the others
     * @param whole with tag and length, to be copied as it is
     */
    record Field(int number, long value, ByteBuffer bytes, ByteBuffer whole) {

        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }

        Message message() {
            return Message.of(bytes);
        }

        /** A repeated number stands alone or packed with its neighbours. */
        private Stream<Long> numbers() {
            return bytes == null ? Stream.of(value) : varints(bytes.duplicate()).stream();
        }
    }

    static Message of(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            fields.add(next(in));
        }
        return new Message(fields);
    }

    private static Field next(ByteBuffer in) {
        int start = in.position();
        long tag = varint(in);
        long value = 0;
        ByteBuffer bytes = null;
        switch ((int) (tag & 7)) {
            case VARINT -> value = varint(in);
            case FIXED64 -> value = in.getLong();
            case FIXED32 -> value = in.getInt();
            case DELIMITED -> bytes = take(in, varint(in));
            default -> throw new IllegalArgumentException("no protobuf at byte " + start);
        }
        return new Field((int) (tag >>> 3), value, bytes, in.slice(start, in.position() - start));
    }

    private static ByteBuffer take(ByteBuffer in, long length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("the file ends within a field of " + length + " bytes");
        }
        ByteBuffer taken = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return taken;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    private static List<Long> varints(ByteBuffer packed) {
        List<Long> numbers = new ArrayList<>();
        while (packed.hasRemaining()) {
            numbers.add(varint(packed));
        }
        return numbers;
    }

    Stream<Field> all(int number) {
        return fields.stream().filter(field -> field.number() == number);
    }

    boolean has(int number) {
        return all(number).findAny().isPresent();
    }

    /** Absent is 0, as protobuf has it. */
    long number(int number) {
        return all(number).reduce((first, last) -> last).map(Field::value).orElse(0L);
    }

    /** Absent is 0. */
    float real(int number) {
        return Float.intBitsToFloat((int) number(number));
    }

    /** Absent is the empty text. */
    String text(int number) {
        return all(number).reduce((first, last) -> last).map(Field::text).orElse("");
    }

    List<String> texts(int number) {
        return all(number).map(Field::text).toList();
    }

    List<Long> numbers(int number) {
        return all(number).flatMap(Field::numbers).toList();
    }

    /** The content of a length-delimited field; {@code null} when absent. */
    ByteBuffer bytes(int number) {
        return all(number).reduce((first, last) -> last).map(Field::bytes).orElse(null);
    }
}
