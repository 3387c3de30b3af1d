package io.perch.ingest.batch;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What became of the lines. @param first what the first failures were */
@RegisterForReflection
record Tally(long stored, long failed, List<String> first) {

    static final Tally NONE = new Tally(0, 0, List.of());

    private static final int LONGEST_REASON = 300;

    Tally withStored() {
        return new Tally(stored + 1, failed, first);
    }

    /** @param most failures that are kept with their words */
    Tally withFailed(int source, long line, String why, int most) {
        List<String> kept = first;
        if (kept.size() < most) {
            kept = new ArrayList<>(first);
            kept.add("source[" + source + "] line " + line + ": " + (why.length() <= LONGEST_REASON ? why
                    : why.substring(0, LONGEST_REASON) + "…"));
        }
        return new Tally(stored, failed + 1, kept);
    }

    /** Percent, rounded down to two places: 100 is said of all lines only. */
    String rate() {
        if (stored == 0) {
            return failed == 0 ? "100" : "0";
        }
        return BigDecimal.valueOf(stored).multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(stored + failed), 2, RoundingMode.DOWN).stripTrailingZeros().toPlainString();
    }
}
