package io.perch.ingest.chunking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Passages of as many units, whatever is counted.
 *
 * @param limit units of one
 * @param step  units from the beginning of one to that of the next, from 1 to {@code limit}: what is less overlaps
 */
public record Stride(int limit, int step) {

    /** @param overlap the part of a passage that is in the next one, too; up to 0.5 */
    public static Stride of(int limit, double overlap) {
        return new Stride(limit, limit - (int) Math.floor(limit * overlap));
    }

    /** @param begins where in the text a unit does */
    List<String> passages(String text, int units, IntUnaryOperator begins, int most) {
        List<String> passages = new ArrayList<>();
        boolean last = units == 0;
        for (int unit = 0; !last; unit += step) {
            last = limit >= units - unit || passages.size() + 1 >= most;
            int begin = unit == 0 ? 0 : begins.applyAsInt(unit);
            int end = last ? text.length() : begins.applyAsInt(unit + limit);
            if (begin < end) {
                passages.add(text.substring(begin, end));
            }
        }
        return passages;
    }
}
