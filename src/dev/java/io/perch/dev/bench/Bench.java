package io.perch.dev.bench;

import io.perch.dev.CallFailed;
import io.perch.dev.Console;
import io.perch.dev.House;
import io.perch.dev.HouseLock;
import io.perch.dev.PerchServer;
import io.perch.dev.Site;
import io.perch.dev.StartFailed;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.load.WrongAnswer;
import io.perch.dev.bench.raw.RawProcess;
import io.perch.dev.bench.report.Results;
import io.perch.dev.bench.report.Sample;
import io.perch.dev.bench.report.ServerFacts;
import io.perch.dev.bench.report.Verdicts;
import io.perch.dev.models.ModelPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./perch bench}: what a predict costs in Perch, next to what it costs in the engine alone. This process makes the load;
 * the server and the raw engine are processes of their own.
 */
public final class Bench {

    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    private final BenchOptions options;
    private final Plan plan;
    private final Console console;
    private final List<Sample> samples = new ArrayList<>();
    private final List<ServerFacts> servers = new ArrayList<>();

    private Bench(BenchOptions options, Console console) {
        this.options = options;
        this.plan = options.plan();
        this.console = console;
    }

    public static void main(String[] words) {
        // on one thread: when two servers' starters are the first to log, JBoss LogManager's initialization deadlocks
        Logger.getLogger("").setLevel(Level.WARNING);
        Console console = Console.standard();
        try {
            BenchOptions options = BenchOptions.read(List.of(words), Path.of("").toAbsolutePath());
            try (HouseLock lock = HouseLock.take(options.kept())) {
                new Bench(options, console).run();
            }
            System.exit(0);
        } catch (StartFailed | CallFailed | WrongAnswer | UncheckedIOException failure) {
            console.failure(failure.getMessage());
            System.exit(1);
        }
    }

    private void run() {
        measureServer("JVM", options.site(false));
        if (options.executable()) {
            measureServer("executable", options.site(true));
        }
        console.title("Goals");
        Verdicts.of(written()).forEach(console::line);
        console.line("");
        console.line("The tables are in " + options.results() + "/speed.md, the chart beside it.");
    }

    /** What there is by now: of a run that fails late, the figures before stay. */
    private Results written() {
        Results results = new Results(samples, servers);
        new ResultFiles(options.results()).write(results, plan);
        return results;
    }

    private void measureServer(String name, Site site) {
        console.title(name);
        PerchServer perch = site.perch();
        try (House house = site.house(perch, console)) {
            // Ctrl-C and SIGTERM come this way
            Runtime.getRuntime().addShutdownHook(new Thread(house::close, "close-house"));
            house.start();
            measure(name, perch);
        }
    }

    private void measure(String name, PerchServer perch) {
        try {
            measureModels(name, perch);
        } catch (UncheckedIOException | WrongAnswer failure) {
            throw perch.process().filter(ProcessHandle::isAlive).isPresent() ? failure
                    : new StartFailed("Perch ended by itself while it was measured", perch.log(), failure);
        }
    }

    private void measureModels(String name, PerchServer perch) {
        ServerProcess process = new ServerProcess(perch.process().orElseThrow().pid());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), perch.port());
        Measuring measuring = new Measuring(plan, name, process, address, console);
        long idle = process.mebibytes("VmRSS");
        List<Memory> memory = new ArrayList<>();
        for (Subject subject : options.subjects()) {
            console.title(subject + ", " + name);
            memory.add(measureModel(subject, perch.url(), measuring, process));
            written();
        }
        servers.add(new ServerFacts(name, started(perch), idle, memory.getFirst().loaded(), memory.getFirst().afterLoad(),
                process.mebibytes("VmHWM")));
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

    private static String started(PerchServer perch) {
        try {
            Matcher started = STARTED.matcher(Files.readString(perch.log()));
            return started.find() ? started.group(1) : "?";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
