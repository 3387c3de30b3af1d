package io.perch.dev.bench.report;

import io.perch.dev.bench.cases.Cell;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.cases.Texts;
import java.util.List;
import java.util.Map;

/**
 * A speed that Perch is meant to have.
 *
 * @param name    of the group of bars in the chart
 * @param atLeast the ratio to the yardstick, by model; a model that is missing has no goal here
 */
public record Goal(String name, Cell cell, Yardstick yardstick, Map<Subject, Double> atLeast) {

    /** One caller waits at most so much longer than the raw engine takes. */
    public static final double ADDED_MILLIS = 0.5;
    public static final Cell ONE_CALLER = new Cell(Texts.SHORT, 1, 1);

    public static final List<Goal> ALL = List.of(
            new Goal("1 caller", ONE_CALLER, Yardstick.PACED,
                    Map.of(Subject.ONNX_FP32, 0.95, Subject.ONNX_INT8, 0.90, Subject.ONNX_INT8_BATCHED, 0.90)),
            new Goal("4 callers", new Cell(Texts.SHORT, 1, 4), Yardstick.TOGETHER, Map.of()),
            new Goal("16 callers", new Cell(Texts.SHORT, 1, 16), Yardstick.TOGETHER, both(0.80, 0.87)),
            new Goal("64 callers", new Cell(Texts.SHORT, 1, 64), Yardstick.TOGETHER,
                    Map.of(Subject.ONNX_FP32, 0.92, Subject.ONNX_INT8_BATCHED, 0.92, Subject.TORCH_SCRIPT, 0.90)),
            new Goal("32 texts in one request", new Cell(Texts.SHORT, 32, 1), Yardstick.TOGETHER, both(0.95, 0.95)),
            new Goal("128 tokens, 1 caller", new Cell(Texts.LONG, 1, 1), Yardstick.PACED, both(0.97, 0.97)),
            new Goal("128 tokens, 64 callers", new Cell(Texts.LONG, 1, 64), Yardstick.ALONE, both(0.97, 0.97)),
            new Goal("mixed, 64 callers", new Cell(Texts.MIXED, 1, 64), Yardstick.TOGETHER, both(0.85, 0.90)));

    private static Map<Subject, Double> both(double fp32, double int8) {
        return Map.of(Subject.ONNX_FP32, fp32, Subject.ONNX_INT8_BATCHED, int8);
    }

    String measure() {
        return switch (yardstick) {
            case ALONE -> "R1";
            case PACED -> "R1 paced";
            case TOGETHER -> cell.texts() == Texts.MIXED ? "the ideal" : "R32";
        };
    }
}
