package io.perch.dev.bench;

import io.perch.dev.bench.cases.Cell;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.cases.Texts;
import io.perch.dev.bench.report.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long and how often it is measured.
 *
 * @param command what a reader types for the same
 * @param warmUp load before the first figure of each model
 * @param served how long callers ask for one figure
 * @param raw    how long one measurement of the raw engine takes
 * @param cells  in the order of their texts: between two kinds the raw engine is measured once more
 */
record Plan(String command, int repeats, Duration warmUp, Duration served, Duration raw, List<Cell> cells) {

    private static final List<Integer> DOCS = List.of(1, 32);
    private static final List<Integer> CALLERS = List.of(1, 4, 16, 64);

    /** Long texts: more of them would be under way for half a minute, and show nothing that fewer do not. */
    private static final int MOST_UNDER_WAY = 512;

    /** Some 9 minutes per model and server. */
    static Plan full() {
        return new Plan("./perch bench", 3, Duration.ofSeconds(80), Duration.ofSeconds(4), Duration.ofMillis(800), everything());
    }

    /** To try it: the cells that have goals, each once, after too little warm-up for figures that mean something. */
    static Plan quick() {
        return new Plan("./perch bench --quick", 1, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofMillis(600),
                withGoals());
    }

    private static List<Cell> withGoals() {
        return Goal.ALL.stream().map(Goal::cell).distinct().toList();
    }

    private static List<Cell> everything() {
        List<Cell> cells = new ArrayList<>();
        for (Texts texts : Texts.values()) {
            for (int docs : DOCS) {
                CALLERS.stream().filter(callers -> docs * callers <= MOST_UNDER_WAY || texts == Texts.SHORT)
                        .forEach(callers -> cells.add(new Cell(texts, docs, callers)));
            }
        }
        return cells;
    }

    /** The second row of a model that is there for its difference to the first has no need of every cell. */
    List<Cell> cells(Subject subject) {
        return subject.batched() ? cells : withGoals();
    }

    /** For the reader of the figures. */
    String sentence() {
        return cells.size() + " ways of calling (" + withGoals().size() + " for a model that is never batched), " + (repeats == 1 ? "once" : repeats + " times") + " " + served.toSeconds()
                + " s each, after " + warmUp.toSeconds() + " s of warm-up load; before and after each, the raw engine for some "
                + raw.multipliedBy(2).toMillis() / 1000.0 + " s.";
    }
}
