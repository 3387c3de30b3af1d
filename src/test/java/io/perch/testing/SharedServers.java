package io.perch.testing;

import io.perch.dev.EmbeddedOpenSearch;
import io.perch.dev.EmbeddedPostgres;
import io.perch.dev.TestServerFolders;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What {@link Servers} hands out, one per JVM. */
public final class SharedServers {

    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("perch.test.opensearch.home", "target/opensearch/opensearch-3.6.0")).toAbsolutePath();
    private static final Path TARGET = DISTRIBUTION.getParent().getParent();

    /** {@code postgres}, {@code opensearch} or {@code both} (started side by side) to {@code {port, stop, start}}. */
    public static final Function<String, Object[]> BY_NAME = SharedServers::named;

    private static final Path DIR = TestServerFolders.ofThisJvm(TARGET.resolve("servers"));
    private static final Once<EmbeddedPostgres> POSTGRES = new Once<>(() ->
            closedAtExit(EmbeddedPostgres.start(TARGET.resolve("postgres"), DIR.resolve("postgres"), 0, false)));
    private static final Once<EmbeddedOpenSearch> OPEN_SEARCH = new Once<>(() ->
            closedAtExit(EmbeddedOpenSearch.start(DISTRIBUTION, DIR.resolve("opensearch"), 0, false)));

    private SharedServers() {
    }

    private static Object[] named(String name) {
        return switch (name) {
            case "postgres" -> postgres();
            case "opensearch" -> openSearch();
            case "both" -> both();
            default -> throw new IllegalArgumentException("There is no shared server '" + name + "'");
        };
    }

    private static Object[] postgres() {
        EmbeddedPostgres server = POSTGRES.get();
        return new Object[] {server.port(), (Runnable) server::stop, (Runnable) server::start};
    }

    private static Object[] openSearch() {
        EmbeddedOpenSearch server = OPEN_SEARCH.get();
        return new Object[] {server.port(), (Runnable) server::stop, (Runnable) server::start};
    }

    private static Object[] both() {
        CompletableFuture<Object[]> meanwhile = CompletableFuture.supplyAsync(SharedServers::openSearch);
        postgres();
        return meanwhile.join();
    }

    private static <T extends AutoCloseable> T closedAtExit(T server) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "close-" + server.getClass().getSimpleName()));
        return server;
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception failure) {
            System.err.println("A test server was not closed: " + failure);
        }
    }

    /** Made by the first who asks; the others wait for it. */
    private static final class Once<T> {

        private final Supplier<T> maker;
        private T made;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        synchronized T get() {
            if (made == null) {
                made = maker.get();
            }
            return made;
        }
    }
}
