package io.perch.dev.bench.report;

import io.perch.dev.bench.cases.Cell;
import io.perch.dev.bench.cases.Texts;
import io.perch.dev.bench.report.Results.Series;
import java.util.ArrayList;
import java.util.List;

/** The tables of a run, for people. */
public final class Markdown {

    private final List<String> lines = new ArrayList<>();

    private Markdown() {
    }

    /** @param how a sentence on when, where and at what length it was measured */
    public static String of(Results results, String how) {
        Markdown page = new Markdown();
        page.head(how);
        results.series().forEach(series -> page.series(results, series));
        page.servers(results.servers());
        page.verdicts(results);
        return String.join("\n", page.lines) + "\n";
    }

    private void head(String how) {
        lines.addAll(List.of(
                "# Speed", "", how, "",
                "Three numbers are minimum / median / maximum over the repeats. *CPU-second*: of the whole server process, its"
                        + " compiler and collector included; of the raw engine, the one thread that calls it. *R1*: the ratio to"
                        + " the raw engine with one text per run, run after run. *R1 paced*: the same with a pause before each run, as one caller"
                        + " leaves it. *R32*: to the raw engine with 32 texts per run; for mixed"
                        + " lengths to the token-cost ideal, each text at the cost of the best company of its own length (alone,"
                        + " for int8, which is never batched).", "",
                "![Ratios to the raw engine](speed.svg)", ""));
    }

    private void series(Results results, Series series) {
        lines.addAll(List.of("## " + series.name(), "",
                "| texts | docs per request | callers | docs per CPU-second | R1 | R1 paced | R32 or ideal | docs/s | p50 ms"
                        + " | p99 ms | refused |",
                "|---|---|---|---|---|---|---|---|---|---|---|"));
        results.cells(series).forEach(cell -> lines.add(row(cell, results.of(series, cell))));
        lines.addAll(List.of("", "The raw engine, docs per CPU-second:", "",
                "| texts | alone | alone, paced | together | p50 ms alone | p50 ms paced |", "|---|---|---|---|---|---|"));
        for (Texts texts : results.cells(series).stream().map(Cell::texts).distinct().toList()) {
            lines.add(raw(texts.label(), samples(results, series, texts)));
        }
        lines.add("");
    }

    private static List<Sample> samples(Results results, Series series, Texts texts) {
        return results.cells(series).stream().filter(cell -> cell.texts() == texts)
                .flatMap(cell -> results.of(series, cell).stream()).toList();
    }

    private static String row(Cell cell, List<Sample> samples) {
        int refused = samples.stream().mapToInt(sample -> sample.served().load().refused()).sum();
        return row(cell.texts().label(), String.valueOf(cell.docs()), String.valueOf(cell.callers()),
                Spread.of(samples, sample -> sample.served().docsPerCpuSecond()).text(0),
                Spread.of(samples, sample -> sample.ratio(Yardstick.ALONE)).text(2),
                Spread.of(samples, sample -> sample.ratio(Yardstick.PACED)).text(2),
                Spread.of(samples, sample -> sample.ratio(Yardstick.TOGETHER)).text(2),
                Spread.of(samples, sample -> sample.served().docsPerSecond()).text(0),
                Spread.of(samples, sample -> sample.served().load().p50Millis()).text(1),
                Spread.of(samples, sample -> sample.served().load().p99Millis()).text(1), String.valueOf(refused));
    }

    private static String raw(String texts, List<Sample> samples) {
        return row(texts, Spread.of(samples, sample -> sample.rawDocsPerCpuSecond(Yardstick.ALONE)).text(0),
                Spread.of(samples, sample -> sample.rawDocsPerCpuSecond(Yardstick.PACED)).text(0),
                Spread.of(samples, sample -> sample.rawDocsPerCpuSecond(Yardstick.TOGETHER)).text(0),
                Spread.of(samples, sample -> sample.raw().alone().p50Millis()).text(2),
                Spread.of(samples, sample -> sample.raw().paced().p50Millis()).text(2));
    }

    private void servers(List<ServerFacts> servers) {
        lines.addAll(List.of("## Start and memory", "",
                "| server | started in | idle MiB | first model loaded MiB | after its load MiB | at most, all models MiB |",
                "|---|---|---|---|---|---|"));
        servers.forEach(server -> lines.add(row(server.server(), server.started() + " s", String.valueOf(server.idle()),
                String.valueOf(server.loaded()), String.valueOf(server.afterLoad()), String.valueOf(server.most()))));
        lines.add("");
    }

    private void verdicts(Results results) {
        lines.addAll(List.of("## Goals", ""));
        Verdicts.of(results).forEach(verdict -> lines.add("* " + verdict));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
