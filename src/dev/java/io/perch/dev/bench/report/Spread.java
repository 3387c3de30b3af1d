package io.perch.dev.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure over all repeats. */
public record Spread(double min, double median, double max) {

    /** Of an even number of values the median is the lower of the two in the middle: one that was measured. */
    public static <T> Spread of(List<T> samples, ToDoubleFunction<T> figure) {
        double[] values = samples.stream().mapToDouble(figure).sorted().toArray();
        return new Spread(values[0], values[(values.length - 1) / 2], values[values.length - 1]);
    }

    /** {@code min / median / max}. */
    public String text(int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " / " + number + " / " + number, min, median, max);
    }
}
