package io.perch.dev.bench.report;

import io.perch.dev.bench.report.Results.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line per goal and series: reached or missed, by the median. */
public final class Verdicts {

    private Verdicts() {
    }

    public static List<String> of(Results results) {
        List<String> lines = new ArrayList<>();
        for (Series series : results.series()) {
            for (Goal goal : Goal.ALL) {
                List<Sample> samples = results.of(series, goal.cell());
                if (goal.atLeast().containsKey(series.subject()) && !samples.isEmpty()) {
                    lines.add(ratio(series, goal, samples));
                }
            }
            List<Sample> oneCaller = results.of(series, Goal.ONE_CALLER);
            if (!oneCaller.isEmpty()) {
                lines.add(delay(series, oneCaller));
            }
        }
        return lines;
    }

    private static String ratio(Series series, Goal goal, List<Sample> samples) {
        Spread ratio = Spread.of(samples, sample -> sample.ratio(goal.yardstick()));
        double wanted = goal.atLeast().get(series.subject());
        return Outcome.word(ratio.median() >= wanted, refused(samples)) + " " + series.name() + ", " + goal.name() + ": "
                + ratio.text(2) + " of " + goal.measure() + String.format(Locale.ROOT, ", wanted %.2f", wanted)
                + (goal.yardstick() == Yardstick.PACED ? runAfterRun(samples) : "");
    }

    private static String runAfterRun(List<Sample> samples) {
        return " (" + Spread.of(samples, sample -> sample.ratio(Yardstick.ALONE)).text(2) + " of R1)";
    }

    private static String delay(Series series, List<Sample> samples) {
        Spread added = Spread.of(samples, Sample::addedMillis);
        return Outcome.word(added.median() <= Goal.ADDED_MILLIS, refused(samples)) + " " + series.name() + ", 1 caller: p50 is "
                + added.text(2) + " ms above the raw engine's" + String.format(Locale.ROOT, ", wanted %.1f", Goal.ADDED_MILLIS);
    }

    private static int refused(List<Sample> samples) {
        return samples.stream().mapToInt(sample -> sample.served().load().refused()).sum();
    }
}
