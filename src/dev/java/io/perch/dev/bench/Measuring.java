package io.perch.dev.bench;

import io.perch.dev.Console;
import io.perch.dev.bench.cases.Cell;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.cases.Texts;
import io.perch.dev.bench.load.Callers;
import io.perch.dev.bench.load.Predicts;
import io.perch.dev.bench.load.Served;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.raw.RawCosts;
import io.perch.dev.bench.raw.RawProcess;
import io.perch.dev.bench.report.Sample;
import io.perch.dev.bench.report.Yardstick;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes the figures of one model on one server: raw, served, raw, served, raw …, since the machine's speed drifts. */
final class Measuring {

    private static final Cell MANY_REQUESTS = new Cell(Texts.SHORT, 1, 64);
    private static final Cell FEW_REQUESTS = new Cell(Texts.SHORT, 1, 1);
    private static final Cell LARGE_REQUESTS = new Cell(Texts.MIXED, 32, 4);
    private static final String SHOWN = "%-15s %2d per request %2d callers"
            + "  %6.0f docs/CPU-s  %.2f of alone  %.2f of together  %6.0f docs/s  p50 %.1f ms%s";

    private final Plan plan;
    private final String server;
    private final ServerProcess process;
    private final InetSocketAddress address;
    private final Console console;

    Measuring(Plan plan, String server, ServerProcess process, InetSocketAddress address, Console console) {
        this.plan = plan;
        this.server = server;
        this.process = process;
        this.address = address;
        this.console = console;
    }

    List<Sample> measure(Subject subject, ServedModel model, RawProcess raw) {
        warmUp(model);
        List<Sample> samples = new ArrayList<>();
        for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
            console.line("round " + repeat + " of " + plan.repeats());
            samples.addAll(round(subject, model, raw, repeat));
        }
        return samples;
    }

    /** Compilers count calls, not seconds: an eighth of the time for large requests, the rest for many small ones. */
    private void warmUp(ServedModel model) {
        console.line("warm-up load, " + plan.warmUp().toSeconds() + " s");
        Duration eighth = plan.warmUp().dividedBy(8);
        call(LARGE_REQUESTS, model, eighth);
        call(MANY_REQUESTS, model, eighth.multipliedBy(5));
        call(FEW_REQUESTS, model, eighth.multipliedBy(2));
    }

    private List<Sample> round(Subject subject, ServedModel model, RawProcess raw, int repeat) {
        List<Sample> samples = new ArrayList<>();
        Texts measured = null;
        RawCosts before = null;
        for (Cell cell : plan.cells(subject)) {
            if (cell.texts() != measured) {
                before = raw.costs(cell.texts());
                measured = cell.texts();
            }
            Served served = call(cell, model, plan.served());
            RawCosts after = raw.costs(cell.texts());
            samples.add(new Sample(server, subject, cell, repeat, served, RawCosts.between(before, after)));
            before = after;
            show(samples.getLast());
        }
        return samples;
    }

    private Served call(Cell cell, ServedModel model, Duration time) {
        Predicts predicts = new Predicts(cell.texts().list(), cell.docs(), model.id());
        return predicts.served(Callers.call(cell.callers(), predicts.requests(), time, address, process));
    }

    private void show(Sample sample) {
        Served served = sample.served();
        console.line(String.format(Locale.ROOT, SHOWN,
                sample.cell().texts().label(), sample.cell().docs(), sample.cell().callers(), served.docsPerCpuSecond(),
                sample.ratio(Yardstick.ALONE), sample.ratio(Yardstick.TOGETHER), served.docsPerSecond(),
                served.load().p50Millis(), served.load().refusals()));
    }
}
