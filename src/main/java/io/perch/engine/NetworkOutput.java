package io.perch.engine;

import java.util.Arrays;

/** One output of one run: {@code shape[0]} is the batch, {@code data} is row-major. */
record NetworkOutput(long[] shape, float[] data) {

    /** Shape of one text's part. */
    long[] rowShape() {
        return Arrays.copyOfRange(shape, 1, shape.length);
    }

    /** Numbers per text. */
    int rowSize() {
        return (int) (data.length / shape[0]);
    }

    float[] row(int index) {
        return Arrays.copyOfRange(data, index * rowSize(), (index + 1) * rowSize());
    }
}
