package io.perch.dev.bench;

import io.perch.dev.Console;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.raw.RawProcess;
import io.perch.dev.bench.report.Chart;
import io.perch.dev.bench.report.Csv;
import io.perch.dev.bench.report.Markdown;
import io.perch.dev.bench.report.Results;
import io.perch.dev.bench.report.Sample;
import io.perch.dev.bench.report.ServerFacts;
import io.perch.dev.bench.report.Verdicts;
import io.perch.dev.models.ModelPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a predict of a local model costs in Perch, next to what it costs in the engine alone. */
final class ModelsPart implements Part {

    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    private final BenchOptions options;
    private final Plan plan;
    private final Console console;
    private final ResultFiles files;
    private final List<Sample> samples = new ArrayList<>();
    private final List<ServerFacts> servers = new ArrayList<>();

    ModelsPart(BenchOptions options, Console console) {
        this.options = options;
        this.plan = options.plan();
        this.console = console;
        this.files = new ResultFiles(options.modelResults());
    }

    @Override
    public String name() {
        return "local models";
    }

    @Override
    public void measure(MeasuredServer server) {
        ServerProcess process = server.process();
        Measuring measuring = new Measuring(plan, server.name(), process, server.address(), console);
        long idle = process.mebibytes("VmRSS");
        List<Memory> memory = new ArrayList<>();
        for (Subject subject : options.subjects()) {
            console.title(subject + ", " + server.name());
            memory.add(measureModel(subject, server.url(), measuring, process));
            write();
        }
        servers.add(new ServerFacts(server.name(), started(server), idle, memory.getFirst().loaded(),
                memory.getFirst().afterLoad(), process.mebibytes("VmHWM")));
        write();
    }

    /** In MiB. */
    private record Memory(long loaded, long afterLoad) {
    }

    private Memory measureModel(Subject subject, String url, Measuring measuring, ServerProcess process) {
        ModelPackage zip = subject.pack().apply(options.models());
        try (RawProcess raw = RawProcess.start(subject, zip.zip(), plan.raw(), options.kept().resolve("raw-engine.log"));
                ServedModel model = ServedModel.deploy(url, subject, zip)) {
            long loaded = process.mebibytes("VmRSS");
            samples.addAll(measuring.measure(subject, model, raw));
            return new Memory(loaded, process.mebibytes("VmRSS"));
        }
    }

    private static String started(MeasuredServer server) {
        try {
            Matcher started = STARTED.matcher(Files.readString(server.perch().log()));
            return started.find() ? started.group(1) : "?";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Results results() {
        return new Results(samples, servers);
    }

    private void write() {
        files.write("speed.md", Markdown.of(results(), ResultFiles.how(plan.command()) + " " + plan.sentence()));
        files.write("speed.svg", Chart.of(results()));
        files.write("speed.csv", Csv.of(samples));
    }

    @Override
    public List<String> verdicts() {
        return Verdicts.of(results());
    }

    @Override
    public Path file() {
        return files.of("speed.md");
    }
}
