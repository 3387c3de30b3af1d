package io.perch.dev.bench.report;

import io.perch.dev.bench.raw.CostCurve;
import io.perch.dev.bench.raw.RawCosts;

/** What the cost of a served text is compared with. */
public enum Yardstick {

    /** The raw engine with one text per run, R1. */
    ALONE,
    /** As {@link #ALONE}, at one caller's pace. */
    PACED,
    /** The raw engine with 32 texts per run, R32; for mixed lengths the token-cost ideal. */
    TOGETHER;

    CostCurve of(RawCosts costs) {
        return switch (this) {
            case ALONE -> costs.alone().cost();
            case PACED -> costs.paced().cost();
            case TOGETHER -> costs.together();
        };
    }
}
