package io.perch.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the pickles of TorchScript files: Python's protocol 2, as much of it as a module with matrices needs. */
final class Pickle {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Pickle() {
        code(0x80).code(2);
    }

    Pickle global(String module, String name) {
        return code('c').line(module).line(name);
    }

    Pickle emptyTuple() {
        return code(')');
    }

    /** Of the class and the tuple before. */
    Pickle newObject() {
        return code(0x81);
    }

    Pickle beginDict() {
        return code('}').code('(');
    }

    Pickle endDict() {
        return code('u');
    }

    /** Sets the members of the object before the dict. */
    Pickle build() {
        return code('b');
    }

    Pickle no() {
        return code(0x89);
    }

    Pickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        code('X').number32(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    private Pickle number(int number) {
        return code('J').number32(number);
    }

    /** A matrix of float32 whose numbers lie in {@code data/<number>}. */
    Pickle tensor(int number, int rows, int columns) {
        global("torch._utils", "_rebuild_tensor_v2").code('(');
        code('(').text("storage").global("torch", "FloatStorage").text(Integer.toString(number)).text("cpu")
                .number(rows * columns).code('t').code('Q');
        number(0).pair(rows, columns).pair(columns, 1).no();
        return global("collections", "OrderedDict").emptyTuple().code('R').code('t').code('R');
    }

    private Pickle pair(int first, int second) {
        return code('(').number(first).number(second).code('t');
    }

    byte[] end() {
        return code('.').bytes.toByteArray();
    }

    private Pickle code(int opcode) {
        bytes.write(opcode);
        return this;
    }

    private Pickle line(String text) {
        bytes.writeBytes((text + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private Pickle number32(int number) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
        return this;
    }
}
