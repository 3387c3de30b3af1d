package io.perch.engine.network;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;

/** What a network may answer. */
public final class Numbers {

    private Numbers() {
    }

    /** The same number. Throws INFERENCE_FAILED for NaN and infinity. */
    public static float finite(float number) {
        if (!Float.isFinite(number)) {
            throw none(number);
        }
        return number;
    }

    /** The same numbers. Throws INFERENCE_FAILED when NaN or infinity is among them. */
    public static float[] finite(float[] numbers) {
        for (float number : numbers) {
            finite(number);
        }
        return numbers;
    }

    public static PerchException none(float number) {
        return new PerchException(ErrorCode.INFERENCE_FAILED, "The network answered " + number,
                "its weights are damaged, or overflow in half precision: export it again in float32");
    }

    /** Throws INFERENCE_FAILED for an output of integers. */
    public static NetworkOutput.Floats floats(NetworkOutput output, String wanted) {
        return switch (output) {
            case NetworkOutput.Floats floats -> floats;
            case NetworkOutput.Longs integers -> throw new PerchException(ErrorCode.INFERENCE_FAILED,
                    "Output " + integers.name() + " holds integers, not " + wanted,
                    "export the network so that it answers float32");
        };
    }

    /** Throws INFERENCE_FAILED for an output of floating-point numbers. */
    public static NetworkOutput.Longs longs(NetworkOutput output, String wanted) {
        return switch (output) {
            case NetworkOutput.Longs longs -> longs;
            case NetworkOutput.Floats floats -> throw new PerchException(ErrorCode.INFERENCE_FAILED,
                    "Output " + floats.name() + " holds floating-point numbers, not " + wanted,
                    "export the network so that it answers int64");
        };
    }
}
