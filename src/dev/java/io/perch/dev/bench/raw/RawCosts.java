package io.perch.dev.bench.raw;

/**
 * The raw engine's costs for one kind of texts, in CPU seconds.
 *
 * @param alone    one text per run, run after run: R1
 * @param paced    one text per run, each after a pause such as one caller leaves: R1 at one caller's pace. A processor that has
 *                 slept, and caches that others have used meanwhile, make the same run dearer; a server meets it no other way
 * @param together texts of one length: 32 per run, R32. Texts of mixed lengths: each in the company of its own length in
 *                 which it is cheapest, or alone if the model is never batched: the token-cost ideal
 */
public record RawCosts(Alone alone, Alone paced, CostCurve together) {

    /** @param p50Millis wall time of a run, of the shortest text of its kind */
    public record Alone(CostCurve cost, double p50Millis) {

        private static Alone between(Alone one, Alone other) {
            return new Alone(CostCurve.between(one.cost, other.cost), (one.p50Millis + other.p50Millis) / 2);
        }
    }

    /** What the raw engine took between two measurements, one before and one after. */
    public static RawCosts between(RawCosts before, RawCosts after) {
        return new RawCosts(Alone.between(before.alone, after.alone), Alone.between(before.paced, after.paced),
                CostCurve.between(before.together, after.together));
    }
}
