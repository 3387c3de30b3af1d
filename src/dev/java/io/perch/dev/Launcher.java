package io.perch.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code ./perch demo} and {@code ./perch run}: starts the house, perhaps plays the demo, stops everything at its end. */
public final class Launcher {

    /** Where the module's build unpacks it; the version is the build's affair. */
    private static final String DISTRIBUTION = "opensearch";

    private final LaunchOptions options;
    private final Console console;
    private final PerchServer perch;
    private final House house;

    private Launcher(LaunchOptions options, Console console) {
        this.options = options;
        this.console = console;
        this.perch = perch();
        this.house = house();
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
        try (house) {
            return live();
        } catch (RuntimeException failure) {
            if (house.isClosing()) {
                return 0;
            }
            console.failure(sentence(failure));
            return 1;
        }
    }

    private int live() {
        console.title(options.demo() ? "Perch demo" : "Perch");
        house.start();
        if (options.demo()) {
            boolean convinced = new Demo(new PerchApi(perch.url(), console), console, options.kept()).play();
            if (options.exit()) {
                return convinced ? 0 : 1;
            }
        }
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

    private House house() {
        Path kept = options.kept();
        return new House(
                new EmbeddedPostgres(kept.resolve("postgres-binaries"), kept.resolve("postgres"), options.postgresPort(), true),
                new EmbeddedOpenSearch(distribution(), kept.resolve("opensearch"), options.openSearchPort(), true),
                perch, console);
    }

    private PerchServer perch() {
        Path dir = options.kept().resolve("perch");
        return options.executable()
                ? PerchServer.ofExecutable(options.target().resolve("native/perch"), dir, options.perchPort(), configuration())
                : PerchServer.onJvm(options.target().resolve("quarkus-app/quarkus-run.jar"), dir, options.perchPort(), configuration());
    }

    private Map<String, String> configuration() {
        return Map.of(
                "PERCH_POSTGRES_HOST", "127.0.0.1",
                "PERCH_POSTGRES_PORT", String.valueOf(options.postgresPort()),
                "PERCH_POSTGRES_DATABASE", "perch",
                "PERCH_POSTGRES_USER", "perch",
                "PERCH_POSTGRES_PASSWORD", "perch",
                "PERCH_OPENSEARCH_URL", "http://127.0.0.1:" + options.openSearchPort(),
                "PERCH_ARTIFACT_FILE_ROOTS", options.kept().resolve("models").toString());
    }

    private Path distribution() {
        return Folders.children(options.target().resolve(DISTRIBUTION)).stream()
                .filter(folder -> folder.getFileName().toString().startsWith("opensearch-"))
                .findFirst()
                .orElseThrow(() -> new StartFailed("There is no OpenSearch in target/opensearch yet: './perch' builds it"));
    }

    private static String sentence(RuntimeException failure) {
        return failure instanceof StartFailed || failure instanceof CallFailed ? failure.getMessage() : failure.toString();
    }
}
