package io.perch.engine.function;

import io.perch.model.PredictOutput.Tensor;
import java.util.List;

/** One vector for a text that was read in windows. */
final class WindowMean {

    private WindowMean() {
    }

    /** The average of the windows' vectors {@code [dim]} at this position of their tensors, each weighted by its tokens. */
    static float[] of(List<Window> windows, int position) {
        double[] sums = new double[vector(windows.getFirst(), position).length];
        long tokens = 0;
        for (Window window : windows) {
            int weight = window.tokens().length();
            float[] vector = vector(window, position);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (double) vector[i] * weight;
            }
            tokens += weight;
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / tokens);
        }
        return mean;
    }

    private static float[] vector(Window window, int position) {
        return ((Tensor.Floats) window.tensors().get(position)).data();
    }
}
