package io.perch.engine.network;

import java.util.Arrays;

/**
 * How alike two networks answer.
 *
 * @param lowestCosine      between two vectors that should be the same; NaN when there was no number
 * @param largestDifference between two numbers
 */
public record Agreement(double lowestCosine, double largestDifference) {

    /** There is nothing to compare. */
    public static final Agreement NONE = new Agreement(Double.NaN, Double.NaN);

    /** What a cosine must not be below. */
    public static final double ENOUGH = 0.9999;

    private static final Agreement PERFECT = new Agreement(1, 0);

    /**
     * @param width numbers per vector; of single numbers ({@code 1}) all together are taken as one vector
     */
    public static Agreement of(float[] one, float[] other, int width) {
        if (one.length != other.length) {
            return NONE;
        }
        int step = width > 1 ? width : Math.max(1, one.length);
        Agreement agreement = PERFECT;
        for (int from = 0; from < one.length; from += step) {
            int to = from + step;
            agreement = agreement.and(between(Arrays.copyOfRange(one, from, to), Arrays.copyOfRange(other, from, to)));
        }
        return agreement;
    }

    /** The same infinity in both is no difference: a logit that means "never". NaN is like nothing. */
    private static Agreement between(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        double difference = 0;
        for (int i = 0; i < one.length; i++) {
            if (one[i] != other[i] || Float.isFinite(one[i])) {
                product += (double) one[i] * other[i];
                ones += (double) one[i] * one[i];
                others += (double) other[i] * other[i];
                difference = Math.max(difference, Math.abs((double) one[i] - other[i]));
            }
        }
        boolean nothing = ones == 0 && others == 0;
        return new Agreement(nothing ? 1 : one.length == 1 ? likeness(one[0], other[0]) : product / Math.sqrt(ones * others),
                difference);
    }

    /** Two single numbers have no angle between them but 0 and 180 degrees. */
    private static double likeness(double one, double other) {
        return 1 - Math.abs(one - other) / Math.max(1, Math.max(Math.abs(one), Math.abs(other)));
    }

    public Agreement and(Agreement more) {
        return new Agreement(Math.min(lowestCosine, more.lowestCosine), Math.max(largestDifference, more.largestDifference));
    }

    /** False for NaN too. */
    public boolean isEnough() {
        return lowestCosine >= ENOUGH;
    }

    /** Why one that is not enough is refused. */
    public String shortfall() {
        return "on a sample of texts its answers have a cosine of " + lowestCosine
                + " to those of the plain network, and at least " + ENOUGH + " is asked for";
    }
}
