package io.perch.dev.bench.report;

import io.perch.dev.bench.cases.Cell;
import io.perch.dev.bench.cases.Subject;
import java.util.List;

/**
 * All that one run of the bench has found.
 *
 * @param samples in the order of their measurement
 */
public record Results(List<Sample> samples, List<ServerFacts> servers) {

    /** What is compared with each other: a model as one kind of server runs it. */
    record Series(String server, Subject subject) {

        String name() {
            return subject + ", " + server;
        }
    }

    List<Series> series() {
        return samples.stream().map(sample -> new Series(sample.server(), sample.subject())).distinct().toList();
    }

    List<Cell> cells(Series series) {
        return of(series).stream().map(Sample::cell).distinct().toList();
    }

    /** One for each repeat; empty when the cell was not measured. */
    List<Sample> of(Series series, Cell cell) {
        return of(series).stream().filter(sample -> sample.cell().equals(cell)).toList();
    }

    private List<Sample> of(Series series) {
        return samples.stream()
                .filter(sample -> sample.server().equals(series.server()) && sample.subject().equals(series.subject())).toList();
    }
}
