package io.perch.engine.network;

import io.perch.model.PredictOutput.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** One output of one run: {@code shape[0]} is the batch, the numbers are row-major. Valid until the thread's next run. */
public sealed interface NetworkOutput {

    String name();

    long[] shape();

    /** A copy of one text's part, under the output's name. */
    Tensor row(int index);

    /** Shape of one text's part. */
    default long[] rowShape() {
        return Arrays.copyOfRange(shape(), 1, shape().length);
    }

    /** Numbers per text. */
    default int rowSize() {
        return (int) Arrays.stream(rowShape()).reduce(1, (a, b) -> a * b);
    }

    /** A copy of the numbers of all texts, row-major. */
    default float[] copied() {
        float[] copy = new float[Math.toIntExact(shape()[0] * rowSize())];
        switch (this) {
            case Floats floats -> floats.numbers().get(0, copy);
            case Longs longs -> IntStream.range(0, copy.length).forEach(i -> copy[i] = longs.numbers().get(i));
        }
        return copy;
    }

    record Floats(String name, long[] shape, FloatBuffer numbers) implements NetworkOutput {

        @Override
        public Tensor row(int index) {
            return new Tensor.Floats(name, rowShape(), floats(index, new float[rowSize()]));
        }

        /** Copies one text's part to the start of {@code into}. */
        public float[] floats(int index, float[] into) {
            numbers.get(index * rowSize(), into, 0, rowSize());
            return into;
        }
    }

    record Longs(String name, long[] shape, LongBuffer numbers) implements NetworkOutput {

        @Override
        public Tensor row(int index) {
            long[] row = new long[rowSize()];
            numbers.get(index * row.length, row);
            return new Tensor.Longs(name, rowShape(), row);
        }
    }
}
