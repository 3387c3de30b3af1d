package io.perch.dev.bench.report;

import io.perch.dev.bench.cases.Cell;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.cases.Texts;
import io.perch.dev.bench.load.Load;
import io.perch.dev.bench.load.Served;
import io.perch.dev.bench.raw.CostCurve;
import io.perch.dev.bench.raw.RawCosts;
import io.perch.dev.bench.raw.RawCosts.Alone;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures as literals: the raw engine takes 4 ms for a text of 12 tokens alone, 5 ms after a pause, 2.5 ms in company. */
final class SampleResults {

    static final Cell ONE = Goal.ONE_CALLER;
    static final Cell SIXTY_FOUR = new Cell(Texts.SHORT, 1, 64);

    private SampleResults() {
    }

    static Sample sample(Subject subject, Cell cell, int docs, double cpuSeconds) {
        return sample(subject, cell, docs, cpuSeconds, 0);
    }

    static Sample sample(Subject subject, Cell cell, int docs, double cpuSeconds, int refused) {
        int[] docsByTokens = new int[Texts.LONGEST + 1];
        docsByTokens[12] = docs;
        Served served = new Served(docsByTokens,
                new Load(new int[] {docs}, refused, refused == 0 ? "" : "429 full", 2.0, cpuSeconds, 0.1, 5.4, 9.5));
        RawCosts raw = new RawCosts(new Alone(cost(0.004), 4.0), new Alone(cost(0.005), 5.0), cost(0.0025));
        return new Sample("JVM", subject, cell, 1, served, raw);
    }

    private static CostCurve cost(double seconds) {
        return new CostCurve(new TreeMap<>(Map.of(12, seconds)));
    }

    static Results results(Sample... samples) {
        return new Results(List.of(samples), List.of(new ServerFacts("JVM", "2.5", 200, 400, 500, 600)));
    }
}
