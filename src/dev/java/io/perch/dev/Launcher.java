package io.perch.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code ./perch demo} and {@code ./perch run}: starts the house, perhaps plays the demo, stops everything at its end. */
public final class Launcher {

    private final LaunchOptions options;
    private final Console console;
    private final PerchServer perch;
    private final House house;

    private Launcher(LaunchOptions options, Console console) {
        this.options = options;
        this.console = console;
        Site site = options.site();
        this.perch = site.perch();
        this.house = site.house(perch, console);
    }

    public static void main(String[] words) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Console console = Console.standard();
        try {
            LaunchOptions options = LaunchOptions.read(List.of(words), System.getenv(), Path.of("").toAbsolutePath());
            System.exit(launch(options, console));
        } catch (StartFailed refused) {
            console.failure(refused.getMessage());
            System.exit(1);
        }
    }

    private static int launch(LaunchOptions options, Console console) {
        try (HouseLock lock = HouseLock.take(options.kept())) {
            return new Launcher(options, console).run();
        }
    }

    /** Returns the exit code, with everything stopped. */
    private int run() {
        // Ctrl-C and SIGTERM come this way
        Runtime.getRuntime().addShutdownHook(new Thread(house::close, "close-house"));
        try {
            return live();
        } catch (RuntimeException failure) {
            if (!house.isClosing()) {
                console.failure(sentence(failure));
            }
            return 1;
        } finally {
            house.close();
        }
    }

    private int live() {
        console.title(options.demo() ? "Perch demo" : "Perch");
        house.start();
        return options.demo() ? demo() : stayUp();
    }

    private int demo() {
        PerchApi openSearch = new PerchApi(options.site().openSearchUrl(), console);
        try (Demo demo = new Demo(new PerchApi(perch.url(), console), openSearch, console, options.kept())) {
            boolean convinced = demo.play();
            return !options.exit() ? stayUp() : convinced ? 0 : 1;
        }
    }

    private int stayUp() {
        tellWhereThingsAre();
        Server ended = house.awaitEnd();
        if (!house.isClosing()) {
            throw new StartFailed(ended.name() + " ended by itself; stopping the others", ended.log(), null);
        }
        return 0;
    }

    private void tellWhereThingsAre() {
        console.title("Perch is up");
        console.fact("API", perch.url() + "/_plugins/_ml");
        console.fact("Swagger UI", perch.url() + "/q/swagger-ui");
        console.fact("health", perch.url() + "/q/health");
        console.fact("metrics", perch.url() + "/q/metrics");
        console.fact("logs, data", options.kept().toString());
        console.line("");
        console.line("Ctrl-C stops everything; the data stay.");
    }

    private static String sentence(RuntimeException failure) {
        return failure instanceof StartFailed || failure instanceof CallFailed ? failure.getMessage() : failure.toString();
    }
}
