package io.perch.dev.bench;

import io.perch.dev.CallFailed;
import io.perch.dev.Console;
import io.perch.dev.House;
import io.perch.dev.HouseLock;
import io.perch.dev.PerchServer;
import io.perch.dev.Site;
import io.perch.dev.StartFailed;
import io.perch.dev.bench.load.WrongAnswer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./perch bench}: what Perch costs, next to what the same costs without it. This process makes the load; the servers are
 * processes of their own.
 */
public final class Bench {

    private final BenchOptions options;
    private final Console console;
    private final List<Part> parts;

    private Bench(BenchOptions options, Console console) {
        this.options = options;
        this.console = console;
        this.parts = options.measured().stream().map(this::part).toList();
    }

    private Part part(Measured what) {
        return switch (what) {
            case MODELS -> new ModelsPart(options, console);
            case CHATS -> new ChatsPart(options, console);
            case STREAMS -> new StreamsPart(options, console);
            case GATES -> new GatesPart(options, console);
            case DOCUMENTS -> new DocumentsPart(options, console);
        };
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
        parts.forEach(part -> measure("JVM", false, part));
        if (options.executable()) {
            parts.forEach(part -> measure("executable", true, part));
        }
        console.title("Goals");
        parts.forEach(part -> part.verdicts().forEach(console::line));
        console.line("");
        parts.forEach(part -> console.line("The figures of " + part.name() + " are in " + part.file()));
    }

    /** Each part finds a server that has done nothing yet. */
    private void measure(String name, boolean executable, Part part) {
        console.title(name + ", " + part.name());
        Site site = options.site(executable);
        PerchServer perch = site.perch();
        try (House house = site.house(perch, console)) {
            // Ctrl-C and SIGTERM come this way
            Runtime.getRuntime().addShutdownHook(new Thread(house::close, "close-house"));
            house.start();
            measure(new MeasuredServer(name, perch, "http://127.0.0.1:" + site.openSearchPort()), part);
        }
    }

    private static void measure(MeasuredServer server, Part part) {
        try {
            part.measure(server);
        } catch (UncheckedIOException | WrongAnswer failure) {
            throw server.isAlive() ? failure
                    : new StartFailed("Perch ended by itself while it was measured", server.perch().log(), failure);
        }
    }
}
