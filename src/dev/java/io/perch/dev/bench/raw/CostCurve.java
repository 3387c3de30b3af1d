package io.perch.dev.bench.raw;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What one text costs by its length.
 *
 * @param secondsPerDoc CPU seconds by tokens, where it was measured; at least one
 */
public record CostCurve(NavigableMap<Integer, Double> secondsPerDoc) {

    /** On a straight line between the two measured lengths around it; beyond the ends, as at the end. */
    public double at(int tokens) {
        Map.Entry<Integer, Double> below = secondsPerDoc.floorEntry(tokens);
        Map.Entry<Integer, Double> above = secondsPerDoc.ceilingEntry(tokens);
        if (below == null || above == null) {
            return (below == null ? above : below).getValue();
        }
        if (below.getKey().equals(above.getKey())) {
            return below.getValue();
        }
        double share = (double) (tokens - below.getKey()) / (above.getKey() - below.getKey());
        return below.getValue() + share * (above.getValue() - below.getValue());
    }

    /** Of many texts together. @param docsByTokens how many texts there were, by their length */
    public double of(int[] docsByTokens) {
        double seconds = 0;
        for (int tokens = 0; tokens < docsByTokens.length; tokens++) {
            seconds += docsByTokens[tokens] == 0 ? 0 : docsByTokens[tokens] * at(tokens);
        }
        return seconds;
    }

    /** Half way between two measurements of the same lengths. */
    static CostCurve between(CostCurve one, CostCurve other) {
        NavigableMap<Integer, Double> mean = new TreeMap<>(one.secondsPerDoc);
        other.secondsPerDoc.forEach((tokens, seconds) -> mean.merge(tokens, seconds, (a, b) -> (a + b) / 2));
        return new CostCurve(mean);
    }
}
