package io.perch.dev.bench.raw;

/**
 * The raw engine's costs for one kind of texts, in CPU seconds.
 *
 * @param alone     one text per run: R1
 * @param together  texts of one length: 32 per run, R32. Texts of mixed lengths: each in the company of its own length in
 *                  which it is cheapest, or alone if the model is never batched: the token-cost ideal
 * @param p50Millis wall time of a run with one text, the shortest of its kind
 */
public record RawCosts(CostCurve alone, CostCurve together, double p50Millis) {

    /** What the raw engine took between two measurements, one before and one after. */
    public static RawCosts between(RawCosts before, RawCosts after) {
        return new RawCosts(CostCurve.between(before.alone, after.alone), CostCurve.between(before.together, after.together),
                (before.p50Millis + after.p50Millis) / 2);
    }
}
